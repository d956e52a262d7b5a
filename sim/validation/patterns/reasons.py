"""Why patterns do not hold, as found by experiment: which rule, number or expectation is wrong.

Each reason was found with few runs a variant (ten or fewer; up to forty where an interval is given) on luck of its own,
and is shown only where the pattern fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["NOT_LOOKED_INTO", "WHY"]

NOT_LOOKED_INTO = "Not looked into: it held when the reasons were written, so that something has changed since."

WHY: Mapping[str, str] = MappingProxyType(
    {
        "take_up_s_shape": "The edge and the luck: on other luck 8.5 points (5.9 to 11.5) in 48 runs.",
        "practice_stays_flat": (
            "The numbers, and partly the set-up: on other luck .40 (.36 to .44) stay flat, with coach_half_dose 25 "
            "(the end of its range) .45, with depth_growth .1 (the end) .53, with both .58 (.54 to .61), which holds."
            " Where half of the schools are launched a year, so that hours are thinner (here 11 a teacher-year, half "
            "of the schools less than 8.5), it is .56 (.53 to .59), without any coaching .92. The source judged "
            "teaching as a whole, where nobody starts from nothing."
        ),
        "learning_by_poverty": (
            "No bias was seen, but too few mature schools: the interval is wider than the margin. More "
            "replicates (--full) decide it."
        ),
        "programme_effect": (
            "The numbers: in their second year these schools reach .14 (.12 to .16) of full effective practice, which"
            " alone brings learning_full (.4 SD). On other luck they learn .041 (.032 to .049), in their third year "
            ".070 (.058 to .083). With learning_full .6 it is .069 (.057 to .081), with depth_growth .26 and "
            "coach_half_dose 14 .071 (.060 to .082), with all three ends of ranges .115 (.098 to .131)."
        ),
        "buy_in_first_year": (
            "A rule is missing: a believing school is less mechanical in its first year rather than busier, so that "
            "surface use does not grow with buy-in. On other luck the slope is +.027 (.014 to .038). Numbers bring it "
            "to nought, not below: with depth_growth .1 +.005 (-.013 to .021), with learning_dip .1 +.018 (-.004 to "
            ".040), with both +.001 (-.035 to .034), without any coaching -.002 (-.027 to .025), with a fifth of "
            "takeup_rate +.001 (-.002 to .004). The source's negative relation has no mechanism in the model."
        ),
        "formal_drop": "The numbers: giveup_base and giveup_principal are free; calibration has to move them.",
        "drop_by_age": (
            "The sign is right in most parameter sets, but few schools grow old in ten years, and new principals "
            "go on ending programmes at any age: the interval reaches zero."
        ),
        "full_implementation": "The numbers: depth_growth and coach_half_dose are free; calibration has to move them.",
        "first_year_mechanical": "The numbers: depth_alone and depth_growth are free; calibration has to move them.",
        "kept_after_5_years": (
            "The numbers, and the luck: it lies on the edge. On other luck .14 (.11 to .17), with drop_unpaid .1 .28 "
            "(.24 to .32), with drop_rate .07 .27 (.23 to .31), with depth_growth .26 and coach_half_dose 14 .20 (.16 "
            "to .24); nothing that routines do moves it (.13 without any routines)."
        ),
        "comparison_schools": (
            "The edge: on other luck .052 (.043 to .061), where nobody begins unasked (takeup_unasked 0) .020 (.017 to "
            ".023)."
        ),
        "two_fates": (
            "The time, more than the rules: after three supported years hardly any school is deep enough for routines "
            "(.00 in the median school, .01 at nine in ten), so that all fall together (.002 keep practice above .2; "
            "with six ends of ranges that favour depth, routines and use .10, and still no two groups). After five "
            "years routines go with practice five years later (correlation .8) and 7 % keep above .2; after seven "
            "years 18 %, and the coefficient is .78. Three years were the expectation's choice."
        ),
        "years_of_support": (
            "The numbers: how strongly routines hold practice, and how soon depth allows them. On other luck .08 (.06 "
            "to .10), without any routines .01, with drop_unpaid .1 .10 (.07 to .14), with routine_unpaid .6, "
            "ceiling_routines .6 and routine_loss .04 .17 (.12 to .23), with depth_growth .26 and coach_half_dose 14 "
            ".19 (.14 to .24), with these five .36 (.29 to .42), with drop_unpaid .1 too .40 (.34 to .47), which "
            "holds. The expected size (.3) was assumed."
        ),
        "principal_change_learning": (
            "A rule is too weak, and the expectation is wide: within the year a change moves trust alone, and through"
            " it coaching, which costs the next year .0038 SD (.0031 to .0045) on other luck; without it .0011. With "
            "the ends of three ranges (trust_principal_lost .3, trust_gate 1, learning_full .6) it is .014 (.011 to "
            ".016). The loss grows to .016 by the third year; .36 of these schools give up in the next July. The "
            "measured .03 SD is of all that principals do, of which the programme is a part."
        ),
        "principal_change_recovery": (
            "The rules: giving up is for good (a school can be asked again after three years), and routines and depth"
            " come back slowly. On other luck the loss is .004, .011, .016, .021 and .025 SD in years one to five. "
            "Where nobody gives up it grows to .016, where no trust is lost either to .009, with committed successors"
            " and no lost routines to .007; the fourth year stays .002 to .006 below the first three. Nothing in the "
            "model lets a school catch up."
        ),
        "leadership_depth": "Luck in few runs: on other luck the difference is .11 (.05 to .17) in 60 runs.",
        "ties_and_expertise": "The size: what colleagues' know-how adds is small against luck over two years.",
        "ties_and_climate": (
            "A rule is missing: nothing lets asking by itself open people to the new, so that there is no relation at "
            "launch (-.02, -.06 to .03). In the first year who asks more hears more stories while less is felt than "
            "hoped for: -.11 (-.16 to -.06), without stories -.05. Where practice pays, it comes back: after three "
            "years -.05 (-.10 to .00), after five -.01; after three with payoff_scale 1.4 -.14, with 2.2 -.02, with 3, "
            "beyond its range, +.03 (-.01 to .08). Helping that costs no hours changes nothing (-.06)."
        ),
        "push_polarizes": (
            "A rule is missing: ties are fixed and nobody identifies with a camp, so that colleagues cannot part "
            "ways. An order lifts the unwilling to mechanical use (.96 use it, .70 where invited) and so narrows "
            "practice: on other luck -.069 (-.073 to -.064), among users alone -.023 (SD .044 against .067). Trust "
            "that does nothing to coaching, orders that cost three times the trust or half of the order's push change"
            " nothing of it (-.066 to -.071)."
        ),
        "trust_and_improvement": (
            "The number: trust_gate, assumed .5, at the edge of what is expected. On other luck .5 gives 2.1 (1.7 to "
            "2.4 in 200 runs), 1 (the end of its range) 3.9 (3.1 to 5.0). The spread of 15 schools may be smaller than "
            "that of the source."
        ),
        "coaching_at_scale": (
            "At the edge: on two other seeds .75 (.63 to .90; 120 replicates) and .77 (.66 to .89; 150). That it is "
            "not a half is not fully found out; probably a rule is missing: own coaches are chosen from the best of "
            "the whole district, so that a large programme finds coaches about as good as a small one. More weight on "
            "their talent (coach_skill_talent .2) does not lower it: .90 (.71 to 1.12) and .83 (.74 to .94); less or "
            "more help among peers (ceiling_peers .4 or .8) does not either (.84, .85)."
        ),
        "exits_with_routines": (
            "The sign is right, but few schools without routines still use it in the seventh year: the interval "
            "reaches zero, and plausible sets scatter."
        ),
        "practice_outlives_giving_up": (
            "Numbers, and the set-up: schools that give up keep .56 of the practice of the June before, while schools"
            " that stay, all young and with every hour paid, gain half in that year (1.47); over each other .38 (.37 "
            "to .39) on other luck. Where nobody drops it because nothing is paid any more (drop_unpaid 0) .48 (.46 "
            "to .49; they keep .70), with drop_unpaid .1 .46, with drop_rate .07 .44, with these two .48 (.46 to "
            ".50): no end of these ranges gets the whole interval to .5."
        ),
        "larger_schools_last": (
            "No relation either way, so that a rule is missing if there is one in schools: on other luck +.07 (-.03 "
            "to .17) in 400 runs, which leaves no room for more than a small advantage of large schools."
        ),
        "exits_before_giving_up": (
            "The size against luck: newcomers push a school to give up (giveup_newcomers .2, assumed), but the share "
            "that goes differs little between schools inside a run (SD .05), so that the interval is wide. On other "
            "luck, 400 runs each, the slope is +.08 (-.15 to .24), without that push +.01 (-.18 to .15), with .4, the"
            " end of its range, +.23 (.03 to .43), which holds."
        ),
        "twenty_five_years": (
            "The yardstick is wrong for this strategy: it asks for two years without any outside hour, and the "
            "majority strategy goes on buying half of its help from its own budget, so that hardly any school is "
            "counted in 25 years (.01 of the students in the last). By another yardstick, half of the schools with "
            "strong routines, it takes 20 to 21 years in the median of 20 runs (10 to 25 where it comes at all; in 6 "
            "it does not within 25)."
        ),
    }
)
