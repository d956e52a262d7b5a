"""Teachers as Mesa agents, and a teacher's month in plain Python.

What is computed here is computed once more in the compiled loops (:mod:`sim.engine.teachers`), in the same order of
arithmetic: numbers are ``float64`` while they are worked with and ``float32`` where they are stored, so that both
engines give exactly equal states. A test holds them together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.agents.row import TeacherRow
from sim.foundation import decisions
from sim.foundation.arithmetic import in_order
from sim.foundation.errors import SettingsError

if TYPE_CHECKING:
    from sim.agents.school import School

__all__ = ["Teacher"]

USE, HELP, PAYOFF, TOLD = range(4)  # columns of what colleagues see


class Teacher(TeacherRow):
    """One teacher; the attributes are cells of the arrays in :class:`sim.engine.state.TeacherState`.

    With ``engine="agents"`` each month of teaching calls :meth:`step`, which calls :meth:`hear`, :meth:`decide`,
    :meth:`practise` and :meth:`feel`. Override any of them in a subclass and give it as ``teacher_class``. Everybody
    sees what colleagues showed last month, so that the order of teachers does not matter; write to your own row only.
    """

    def step(self) -> None:
        """Live one month of teaching: hear, decide, practise, feel.

        Raises
        ------
        SettingsError
            When the compiled loops do this already.
        """
        if self.model.engine != "agents":
            raise SettingsError(
                "the compiled loops live the teachers' months; to step teachers one by one make the model with "
                'engine="agents" (model.step() works with both).'
            )
        self.hear()
        self.decide()
        self.practise()
        self.feel()

    def hear(self) -> None:
        """See colleagues and hear their stories; outside the programme, leaders inform."""
        sim, school, t = self.model.simulation, self.school, self.arrays
        rules, p = sim.rules, sim.parameters
        asked = self.asked()
        alike = t.tie_similarity[t.tie_start[self.row] : t.tie_start[self.row + 1]].tolist()
        use, offered, told, heard = 0.0, 0.0, 0.0, 0.0
        for seen, similarity in zip(t.shown[asked].tolist(), alike, strict=True):
            use += seen[USE]
            offered += seen[HELP]
            told += similarity * seen[PAYOFF]
            heard += similarity * seen[TOLD]
        sources = float(len(alike))
        lead = self.team_lead
        if lead is not None:
            offered += lead.shown.item(HELP)
            sources += 1.0
        most = max(1.0, sources)
        classroom = sim.now.classroom if school.in_programme else 0.0
        self.heard = use / most, min(1.0, offered / most + classroom)
        readiness = self.readiness
        story = told / heard if heard > 0.0 else readiness
        readiness = rules.believe_stories(readiness, story, min(1.0, heard), self.trust, p)
        if not school.active:
            readiness = rules.informed(readiness, sim.now.district_payoff, school.informing, p)
        self.readiness = readiness

    def decide(self) -> None:
        """Drop components, or take the next step; outside the programme nobody asks for it."""
        sim, school = self.model.simulation, self.school
        rules, p, now, active = sim.rules, sim.parameters, sim.now, school.active
        count, used = self.using.size, int(self.using.sum())
        readiness, strain, peers = self.readiness, self.strain, self.heard.item(0)
        mandate = school.mandate if active else 0.0
        threshold = self.threshold + self.memory + school.memory
        if used:
            luck, felt, routines = self.luck(decisions.DROP), self.payoff, school.routines
            own, unpaid = self.ownership, school.unpaid
            if rules.drops(readiness, felt, peers, mandate, strain, threshold, routines, own, unpaid, luck, p):
                self.let_go(everything=self.luck(decisions.DROP_ALL) < now.bundled)
                return
        if used < count:
            seen = 1.0 if used else rules.has_seen(peers, mandate, 1.0 if active else 0.0, p)
            age = float(sim.month - school.launch_month)
            asked = rules.invited(0.0, 0.0, 12.0, 0.0, p)
            if active:
                asked = rules.invited(school.hours, school.routines, age, mandate, p)
            luck = self.luck(decisions.TAKE_UP)
            if rules.takes_up(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
                step = rules.step_size(now.bundled, float(count), self.luck(decisions.STEP))
                self.take(min(step, count - used), mandate, self.luck(decisions.ORDERED))

    def let_go(self, everything: bool) -> None:
        """Drop all components, or the one that brings least.

        Parameters
        ----------
        everything : bool
            Whether the package goes as a whole.
        """
        fit, depth, benefit = self.school.fit.tolist(), self.depth.tolist(), self.benefit.tolist()
        in_use = [k for k, used in enumerate(self.using.tolist()) if used]
        worth = {k: depth[k] * benefit[k] * fit[k] for k in in_use}
        worst = min(in_use, key=worth.__getitem__)  # the first of equals
        self.using[in_use if everything else worst] = False
        if everything or len(in_use) == 1:
            self.memory += self.model.simulation.parameters.memory_dropped

    def take(self, step: int, mandate: float, luck: float) -> None:
        """Take the most appealing components if the week, or an order, allows all of them.

        Parameters
        ----------
        step : int
            How many.
        mandate : float
            Strength of the order, 0..1.
        luck : float
            A draw: whether the order is heeded.
        """
        sim, school = self.model.simulation, self.school
        rules, p, parts = sim.rules, sim.parameters, sim.components
        load, order, first = parts.load.tolist(), parts.order.tolist(), parts.prerequisite.tolist()
        fit, depth, benefit, using = (
            school.fit.tolist(),
            self.depth.tolist(),
            self.benefit.tolist(),
            self.using.tolist(),
        )
        hours = school.extra_load + rules.helping_hours(self.shown.item(HELP), self.askers, p)
        for k, used in enumerate(using):
            if used:
                hours += rules.practice_hours(depth[k], load[k], p)
        chosen: list[int] = []
        added = 0.0
        for _ in range(step):
            possible = [k for k, used in enumerate(using) if not used and k not in chosen]
            possible = [k for k in possible if first[k] < 0 or using[first[k]] or first[k] in chosen]
            if not possible:
                break
            appeal = {k: rules.appeal(order[k], benefit[k], fit[k], sim.now.bundled) for k in possible}
            best = max(possible, key=appeal.__getitem__)  # the first of equals
            chosen.append(best)
            added += rules.practice_hours(depth[best], load[best], p)
        if rules.fits_in_week(hours, added, self.capacity, mandate, luck, p):
            self.using[chosen] = True

    def practise(self) -> None:
        """Grow into the practice, or lose what is not used; strain and payoff follow."""
        sim, school = self.model.simulation, self.school
        rules, p, now, parts = sim.rules, sim.parameters, sim.now, sim.components
        ceiling, process = self._ceiling(school)
        kept, strain, askers = rules.kept_after_redesign(school.moved, p), self.strain, self.askers
        load, effect, fit = parts.load.tolist(), parts.effect.tolist(), school.fit.tolist()
        benefit, using = self.benefit.tolist(), self.using.tolist()
        count, depths = len(using), self.depth.tolist()
        hours, used, total, practised, deepened, mechanical = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for k in range(count):
            before = depths[k] * kept
            if not using[k]:
                depths[k] = rules.depth_unused(before, p)
                continue
            hours += rules.practice_hours(before, load[k], p)
            depths[k] = rules.depth_next(before, ceiling, strain, p)
            fitting = depths[k] * fit[k]
            used += 1.0
            total += depths[k]
            practised += fitting * benefit[k] * effect[k]
            if depths[k] >= 0.35:
                deepened += fitting * effect[k]
            mechanical += 1.0 - fitting
        if used > 0.0:
            relief = 1.0 - p.lead_relief if school.teams and self.team_lead is not None else 1.0
            hours = hours * relief + p.sharing_hours * process * (1.0 - now.sharing_paid)
        hours += school.extra_load + rules.helping_hours(self.shown.item(HELP), askers, p)
        strain = rules.strain_next(strain, hours, self.capacity, p)
        most = max(1.0, used)
        self.depth = depths
        self.used, self.mastery = used, total / most
        shown = [share for share, use in zip(parts.visibility.tolist(), using, strict=True) if use]
        self.showing[USE] = min(1.0, in_order(shown) / (0.5 * count))
        self.strain = strain
        self.payoff = rules.payoff(practised / most, used, used / count, total / most, strain, p)
        self.effective = rules.effective_practice(deepened / count, used / count, p)
        self.surface = mechanical / count
        self.showing[HELP] = rules.help_given(total / most, askers, p)

    def _ceiling(self, school: School) -> tuple[float, float]:
        """The depth in reach, and the share of sharing in the school that tells process and failures."""
        sim = self.model.simulation
        rules, p, trust = sim.rules, sim.parameters, self.trust
        process = sim.now.process if school.active else 0.0
        coached = rules.coaching_effect(school.capacity, trust, p)
        users, offered = self.heard.tolist()
        peers = offered * min(1.2, trust / 0.6)
        told = rules.process_know_how(process, trust, users, p)
        belief = rules.conviction(self.readiness, self.threshold + self.memory + school.memory, p)
        return rules.depth_ceiling(coached, min(1.0, peers), school.routines, told, belief, p), process

    def feel(self) -> None:
        """Belief follows the own room; trust and ownership move; set what colleagues will see."""
        sim, school = self.model.simulation, self.school
        rules, p, now, active = sim.rules, sim.parameters, sim.now, school.active
        mandate, voice = (school.mandate, school.voice) if active else (0.0, 0.0)
        used, readiness, felt = self.used > 0.0, self.readiness, self.payoff
        if used:
            readiness = rules.believe_own_room(readiness, felt, self.bell(decisions.OWN_ROOM), p)
            self.readiness = readiness
        kept = 0.0
        if active and school.promised > 0.0:
            kept = max(-1.0, min(1.0, (school.hours - school.promised) / school.promised))
        unmet = readiness - felt - 0.05 if used else 0.0
        willing = readiness >= self.threshold + self.memory + school.memory
        trust = rules.trust_next(
            self.trust, school.trust, self.disposition, kept, voice, mandate, willing, unmet, self.strain,
            school.imposed, p,
        )  # fmt: skip
        self.trust = trust
        if active:
            self.ownership = rules.ownership_next(self.ownership, voice, 1.0 - mandate, school.imposed, p)
        told = used and rules.tells(felt, now.process, now.safety, trust, self.luck(decisions.TELL), p)
        self.showing[PAYOFF] = felt if told else 0.0
        self.showing[TOLD] = 1.0 if told else 0.0
