"""Shapes of official school files, filled with one made-up district; only headings and codes are the publishers'."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TRUTH: tuple[dict[str, Any], ...] = (
    {"name": "Alder Elementary", "id": "0112601", "n": 412, "low": 300, "free": 240, "lo": "KG", "hi": "05", "t": 25.5, "lat": 34.26, "lon": -86.21, "level": 0},
    {"name": "Birch Elementary", "id": "0112602", "n": 355, "low": 81, "free": 60, "lo": "PK", "hi": "05", "t": 21.0, "lat": 34.27, "lon": -86.19, "level": 0},
    {"name": "Cedar Middle", "id": "0112603", "n": 610, "low": 380, "free": 330, "lo": "06", "hi": "08", "t": 36.0, "lat": 34.25, "lon": -86.22, "level": 1},
    {"name": "Dogwood High", "id": "0112604", "n": 1204, "low": 562, "free": 402, "lo": "09", "hi": "12", "t": 70.5, "lat": 34.28, "lon": -86.20, "level": 2},
    {"name": "Elm Academy", "id": "0112605", "n": 498, "low": 133, "free": 99, "lo": "KG", "hi": "08", "t": 30.0, "lat": 34.24, "lon": -86.18, "level": 0},
)


@dataclass(frozen=True)
class Shape:
    """A publisher's file.

    ``columns``: heading, and a field of TRUTH or ``=text`` or a function of the row. ``choices``: what must be said for
    it to be read. ``gives``: fields that must come out.
    """

    columns: tuple[tuple[str, Any], ...]
    choices: dict[str, Any] = field(default_factory=dict)
    gives: tuple[str, ...] = ("low",)
    measure: str = "low"


def percent(digits: int, part: str = "low") -> Any:
    return lambda row: f"{100 * row[part] / row['n']:.{digits}f}"


def share(digits: int, part: str = "low") -> Any:
    return lambda row: f"{row[part] / row['n']:.{digits}f}"


SHAPES: dict[str, Shape] = {
    "NCES directory, ArcGIS": Shape(
        (("X", "lon"), ("Y", "lat"), ("OBJECTID", "=7"), ("NCESSCH", "id"), ("SURVYEAR", "=2021-2022"), ("STABR", "=AL"), ("LEAID", "=0109999"),
         ("ST_LEAID", "=AL-901"), ("LEA_NAME", "=Fernhollow City"), ("SCH_NAME", "name"), ("LZIP", "=35950"), ("GSLO", "lo"), ("GSHI", "hi"),
         ("VIRTUAL", "=Not Virtual"), ("TOTFRL", "low"), ("FRELCH", "free"), ("REDLCH", lambda r: str(r["low"] - r["free"])), ("DIRECTCERT", "=-1"),
         ("TOTAL", "n"), ("MEMBER", "n"), ("FTE", "t"), ("LATCOD", "lat"), ("LONCOD", "lon"), ("STUTERATIO", "=15.9"), ("STATUS", "=1"),
         ("PK", "=20"), ("KG", "=60"), ("G01", "=61"), ("G09", "=300"), ("AM", "=3"), ("HI", "=55"), ("BL", "=99"), ("WH", "=101"), ("TOTMENROL", "=200"), ("TOTFENROL", "=212"),
         ("SCHOOL_LEVEL", lambda r: ("Elementary", "Middle", "High")[r["level"]]), ("CHARTER_TEXT", "=No")),
        gives=("low", "t", "level", "lat", "id"),
    ),
    "NCES table generator": Shape(
        (("School Name", "name"), ("State Name [Public School] Latest available year", "=ALABAMA"),
         ("School ID (12-digit) - NCES Assigned [Public School] Latest available year", lambda r: f'="01099990{r["id"]}"'),
         ("Agency Name [Public School] 2021-22", "=FERNHOLLOW CITY"), ("Latitude [Public School] 2021-22", "lat"), ("Longitude [Public School] 2021-22", "lon"),
         ("School Level (SY 2017-18 onward) [Public School] 2021-22", lambda r: ("Elementary", "Middle", "High")[r["level"]]),
         ("Lowest Grade Offered [Public School] 2021-22", "=Kindergarten"), ("Highest Grade Offered [Public School] 2021-22", "=8th Grade"),
         ("Total Students All Grades (Excludes AE) [Public School] 2021-22", "n"), ("Free Lunch Eligible [Public School] 2021-22", "free"),
         ("Reduced-price Lunch Eligible Students [Public School] 2021-22", lambda r: str(r["low"] - r["free"])),
         ("Free and Reduced Lunch Students [Public School] 2021-22", "low"), ("Direct Certification [Public School] 2021-22", "=†"),
         ("Male Students [Public School] 2021-22", "=200"), ("Black or African American Students [Public School] 2021-22", "=55"),
         ("Full-Time Equivalent (FTE) Teachers [Public School] 2021-22", "t"), ("Pupil/Teacher Ratio [Public School] 2021-22", "=15.1")),
        gives=("low", "t", "level", "lat"),
    ),
    "NCES school search": Shape(
        (("NCES School ID", "id"), ("State School ID", lambda r: f"AL-901-{r['id']}"), ("NCES District ID", "=0109999"), ("State District ID", "=AL-901"),
         ("Low Grade*", "lo"), ("High Grade*", "hi"), ("School Name", "name"), ("District", "=Fernhollow City"), ("County Name*", "=Marshall"),
         ("Street Address", "=1 Main"), ("City", "=Fernhollow"), ("State", "=AL"), ("ZIP", "=35950"), ("Locale Code*", "=32"), ("Locale*", "=Town: Distant"),
         ("Charter", "=No"), ("Title I School*", "=Yes"), ("Students*", "n"), ("Teachers*", "t"), ("Student Teacher Ratio*", "=15.0"),
         ("Free Lunch*", "free"), ("Reduced Lunch*", lambda r: str(r["low"] - r["free"]))),
        gives=("low", "t", "level"),
    ),
    "Urban Institute portal": Shape(
        (("year", "=2020"), ("ncessch", "id"), ("school_id", lambda r: r["id"][2:]), ("school_name", "name"), ("leaid", "=0109999"), ("lea_name", "=Fernhollow City"), ("seasch", lambda r: "A" + r["id"]),
         ("street_location", "=1 Main"), ("city_location", "=Fernhollow"), ("state_location", "=AL"), ("zip_location", "=35950"), ("fips", "=1"),
         ("latitude", "lat"), ("longitude", "lon"), ("phone", "=2565551234"), ("urban_centric_locale", "=32"), ("school_level", lambda r: str(r["level"] + 1)),
         ("school_type", "=1"), ("school_status", "=1"), ("lowest_grade_offered", lambda r: {"PK": "-1", "KG": "0"}.get(r["lo"], str(int(r["lo"])) if r["lo"].isdigit() else "")),
         ("highest_grade_offered", lambda r: str(int(r["hi"]))), ("title_i_status", "=5"), ("charter", "=0"), ("teachers_fte", "t"), ("lunch_program", "=1"),
         ("free_lunch", "free"), ("reduced_price_lunch", lambda r: str(r["low"] - r["free"])), ("free_or_reduced_price_lunch", "low"), ("direct_certification", "=-1"),
         ("enrollment", "n")),
        gives=("low", "t", "level", "lat"),
    ),
    "SEDA": Shape(
        (("sedasch", "id"), ("sedaschname", "name"), ("fips", "=1"), ("stateabb", "=AL"), ("sedalea", "=0109999"), ("gslo", "lo"), ("gshi", "hi"),
         ("totenrl", "n"), ("perwht", "=.45"), ("perblk", "=.2"), ("perfrl", share(6)), ("perfl", share(6, "free")), ("perrl", "=.05"), ("perecd", share(6, "free"))),
        choices={"columns": {"low_income_share": "perfrl"}},
        gives=("low", "level"),
    ),
    "California FRPM": Shape(
        (("Academic Year", "=2022-2023"), ("County Code", "=01"), ("District Code", "=99999"), ("School Code", "id"), ("County Name", "=Almond"),
         ("District Name", "=Quailbrook Unified"), ("School Name", "name"), ("District Type", "=Unified School District"),
         ("School Type", lambda r: ("Elementary Schools (Public)", "Intermediate/Middle Schools (Public)", "High Schools (Public)")[r["level"]]),
         ("Educational Option Type", "=Traditional"), ("NSLP Provision Status", "=CEP"), ("Charter School (Y/N)", "=No"), ("Low Grade", "lo"), ("High Grade", "hi"),
         ("Enrollment \n(K-12)", "n"), ("Free Meal \nCount \n(K-12)", "free"), ("Percent (%) \nEligible Free \n(K-12)", share(15, "free")), ("FRPM Count \n(K-12)", "low"),
         ("Percent (%) \nEligible FRPM \n(K-12)", share(15)), ("Enrollment \n(Ages 5-17)", lambda r: str(r["n"] - 9)), ("FRPM Count \n(Ages 5-17)", lambda r: str(r["low"] - 5)),
         ("Percent (%) \nEligible FRPM \n(Ages 5-17)", share(15, "free"))),
        gives=("low", "level", "id"),
    ),
    "Texas TAPR": Shape(
        (("CAMPUS", "id"), ("CAMPNAME", "name"), ("DISTRICT", "=057999"), ("DISTNAME", "=FERNHOLLOW ISD"), ("COUNTY", "=057"), ("CNTYNAME", "=DALLAS"), ("REGION", "=10"),
         ("GRDTYPE", lambda r: "EMS"[r["level"]]), ("GRDSPAN", lambda r: f"{r['lo']}-{r['hi']}".replace("PK", "PK")), ("CFLCHART", "=N"), ("CPETALLC", "n"), ("CPETECOC", "low"),
         ("CPETECOP", percent(1)), ("CPETLEPP", "=21.0"), ("CPETSPEP", "=9.9"), ("CPETRSKP", "=44.0"), ("CPSTTOFC", "t"), ("CPSTKIDR", "=14.9"), ("CPSTTOSA", "=61000"), ("CPSTEXPA", "=9.1")),
        gives=("low", "t", "id"),
    ),
    "Texas, long headings": Shape(
        (("Campus Number", "id"), ("Campus Name", "name"), ("District Name", "=Fernhollow ISD"), ("Grade Span", lambda r: f"{r['lo']}-{r['hi']}"),
         ("2022 Student Enrollment: All Students Count", "n"), ("2022 Student Enrollment: Econ Disadv Count", "low"), ("2022 Student Enrollment: Econ Disadv Percent", percent(1)),
         ("2022 Student Enrollment: African American Count", "=44"), ("2022 Staff: Teacher Total FTE Count", "t"), ("2022 Staff: Teacher Beginning FTE Count", "=2"), ("2022 Staff: Teacher Student Ratio", "=14")),
        gives=("low", "level"),
    ),
    "New York City": Shape(
        (("DBN", "id"), ("School Name", "name"), ("Year", "=2021-22"), ("Total Enrollment", "n"), ("Grade 3K", "=0"), ("Grade PK (Half Day & Full Day)", "=18"), ("Grade K", "=60"),
         ("Grade 1", "=63"), ("Grade 12", "=0"), ("# Female", "=200"), ("% Female", "=49%"), ("# Asian", "=10"), ("% Asian", "=4%"), ("# Students with Disabilities", "=90"),
         ("% Students with Disabilities", "=20%"), ("# English Language Learners", "=30"), ("% English Language Learners", "=8%"), ("# Poverty", "low"), ("% Poverty", lambda r: percent(1)(r) + "%"),
         ("Economic Need Index", "=84.0%")),
        gives=("low", "id"),
    ),
    "New York State": Shape(
        (("ENTITY_CD", "id"), ("ENTITY_NAME", "name"), ("YEAR", "=2022"), ("DISTRICT_NAME", "=FERNHOLLOW CSD"), ("K12_ENROLLMENT", "n"), ("NUM_ELL", "=12"), ("PER_ELL", "=3"), ("NUM_ECDIS", "low"), ("PER_ECDIS", percent(0))),
        gives=("low",),
    ),
    "Massachusetts": Shape(
        (("school_code", "id"), ("school", "name"), ("type", "=Public School"), ("district", "=Abington"), ("district_code", "=00010000"), ("town", "=Abington"), ("zip", "=02351"),
         ("grades", lambda r: ",".join({"PK": ["PK", "K"], "KG": ["K"]}.get(r["lo"], [r["lo"]]) + [r["hi"]])), ("enrollment", "n"), ("economically_disadvantaged_pct", percent(1)), ("high_needs_pct", "=37.1"), ("average_class_size", "=24.6")),
        gives=("low", "level", "id"),
    ),
    "Massachusetts, selected populations": Shape(
        (("School Name", "name"), ("School Code", "id"), ("Enrollment", "n"), ("First Language Not English #", "=40"), ("First Language Not English %", "=9.8"), ("English Language Learner #", "=20"),
         ("English Language Learner %", "=4"), ("Low-income #", "low"), ("Low-income %", percent(1)), ("Students With Disabilities %", "=18.2"), ("High Needs %", "=55.5")),
    ),
    "Chicago": Shape(
        (("School_ID", "id"), ("Short_Name", lambda r: r["name"].split()[0].upper()), ("Long_Name", "name"), ("Primary_Category", lambda r: ("ES", "MS", "HS")[r["level"]]), ("Is_High_School", "=N"),
         ("Grades_Offered_All", lambda r: ",".join({"PK": ["PK", "K"], "KG": ["K"]}.get(r["lo"], [r["lo"]]) + [r["hi"]])), ("Student_Count_Total", "n"), ("Student_Count_Low_Income", "low"),
         ("Student_Count_Special_Ed", "=55"), ("Student_Count_English_Learners", "=33"), ("Student_Count_Black", "=100"), ("Student_Count_Other_Ethnicity", "=4"), ("Graduation_Rate_School", "=81.2"),
         ("Average_ACT_School", "=17"), ("College_Enrollment_Rate_School", "=60.1"), ("School_Latitude", "lat"), ("School_Longitude", "lon"), ("Network", lambda r: f"Network {r['level'] + 1}")),
        gives=("low", "level", "lat"),
    ),
    "Florida membership": Shape(
        (("District #", "=13"), ("District Name", "=DADE"), ("School #", "id"), ("School Name", "name"), ("Total Membership", "n"), ("Number Economically Disadvantaged", "low"), ("Percent Economically Disadvantaged", percent(1))),
    ),
    "Ohio": Shape(
        (("Building IRN", "id"), ("Building Name", "name"), ("District IRN", "=043000"), ("District Name", "=Fernhollow City"), ("County", "=Lake"), ("Low Grade", "lo"), ("High Grade", "hi"), ("Enrollment", "n"),
         ("Black, Non-Hispanic %", "=10.5"), ("Economic Disadvantage %", percent(1)), ("Students with Disabilities %", "=12.0"), ("Attendance Rate", "=94.4")),
        gives=("low", "level"),
    ),
    "Ohio, sentences": Shape(
        (("Building IRN", "id"), ("Building Name", "name"), ("Enrollment 2022-2023", "n"), ("Percent of Students that are Economically Disadvantaged", percent(1)), ("Percent of Students with Disabilities", "=14.0")),
    ),
    "Illinois": Shape(
        (("RCDTS", "id"), ("School Name", "name"), ("District", "=Fernhollow CUSD 9"), ("City", "=Peoria"), ("County", "=Peoria"), ("District Type", "=UNIT"), ("School Type", lambda r: ("ELEMENTARY", "MIDDLE SCHL", "HIGH SCHOOL")[r["level"]]),
         ("Grades Served", lambda r: f"{r['lo']} {r['hi']}"), ("# Student Enrollment", "n"), ("% Student Enrollment - White", "=55.0"), ("% Student Enrollment - Low Income", percent(1)), ("% Student Enrollment - IEP", "=14.0"),
         ("% Student Enrollment - Homeless", "=1.1"), ("Pupil Teacher Ratio - Elementary", "=16.0"), ("Total Teacher FTE", "t")),
        gives=("low", "t"),
    ),
    "Michigan": Shape(
        (("SchoolYear", "=22 - 23 School Year"), ("IsdCode", "=33"), ("IsdName", "=Ingham ISD"), ("DistrictCode", "=33020"), ("DistrictName", "=Fernhollow Public Schools"), ("BuildingCode", "id"), ("BuildingName", "name"),
         ("EntityType", "=LEA School"), ("SchoolLevel", lambda r: ("Elementary School", "Middle School", "High School")[r["level"]]), ("TOTAL_ENROLLMENT", "n"), ("MALE_ENROLLMENT", "=150"), ("ECONOMIC_DISADVANTAGED_ENROLLMENT", "low"),
         ("SPECIAL_EDUCATION_ENROLLMENT", "=45"), ("ENGLISH_LANGUAGE_LEARNERS_ENROLLMENT", "=13")),
        gives=("low", "level"),
    ),
    "Washington": Shape(
        (("SchoolYear", "=2022-23"), ("OrganizationLevel", "=School"), ("DistrictCode", "=17001"), ("DistrictName", "=Fernhollow School District"), ("SchoolCode", "id"), ("SchoolName", "name"), ("GradeLevel", "=AllGrades"),
         ("All Students", "n"), ("Female", "=200"), ("English Language Learners", "=60"), ("Low-Income", "low"), ("Non-Low Income", lambda r: str(r["n"] - r["low"])), ("Students with Disabilities", "=70")),
    ),
    "Colorado": Shape(
        (("District Code", "=3120"), ("District Name", "=Fernhollow 6"), ("School Code", "id"), ("School Name", "name"), ("PK-12 Total", "n"), ("Free Lunch", "free"), ("Reduced Lunch", lambda r: str(r["low"] - r["free"])), ("% Free and Reduced", lambda r: percent(2)(r) + "%")),
    ),
    "Virginia": Shape(
        (("Div. No.", "=001"), ("Division Name", "=Fernhollow County"), ("Sch. No.", "id"), ("School Name", "name"), ("SNP Membership", "n"), ("Free Eligible", "free"), ("Free %", percent(2, "free")), ("Red. Eligible", lambda r: str(r["low"] - r["free"])),
         ("TOTAL F/R Eligible", "low"), ("TOTAL FRL %", lambda r: percent(2)(r) + "%")),
        choices={"columns": {"enrollment": "SNP Membership"}},
    ),
    "Georgia": Shape(
        (("LONG_SCHOOL_YEAR", "=2022-23"), ("SCHOOL_DSTRCT_CD", "=675"), ("SCHOOL_DSTRCT_NM", "=Henry County"), ("INSTN_NUMBER", "id"), ("INSTN_NAME", "name"), ("GRADES_SERVED_DESC", lambda r: f"{r['lo']}-{r['hi']}"), ("ENROLLMENT", "n"),
         ("ENROLL_PCT_BLACK", "=50"), ("ENROLL_PCT_ECON_DISADV", percent(0)), ("ENROLL_PCT_SWD", "=11"), ("ENROLL_PCT_LEP", "=5")),
        gives=("low", "level"),
    ),
    "Pennsylvania": Shape(
        (("AUN", "=101260303"), ("District Name", "=Fernhollow Area SD"), ("School Number", "id"), ("School Name", "name"), ("School Enrollment", "n"), ("% Economically Disadvantaged", percent(1)), ("% Special Education", "=15.0"), ("Gifted Students %", "=3.0")),
    ),
    "New Jersey": Shape(
        (("County_Code", "=01"), ("County_Name", "=Atlantic"), ("District_Code", "=0110"), ("District_Name", "=Fernhollow City"), ("School_Code", "id"), ("School_Name", "name"), ("Row_Total", "n"), ("Free_Lunch", "free"), ("Reduced_Price_Lunch", lambda r: str(r["low"] - r["free"]))),
        choices={"columns": {"enrollment": "Row_Total"}},
    ),
    "North Carolina": Shape(
        (("LEA Name", "=Fernhollow County"), ("School Code", "id"), ("School Name", "name"), ("ADM", "n"), ("EDS %", percent(1))),
        choices={"columns": {"enrollment": "ADM", "low_income_percent": "EDS %"}},
    ),
    "Maryland": Shape(
        (("LSS Number", "=03"), ("LSS Name", "=Fernhollow County"), ("School Number", "id"), ("School Name", "name"), ("Enrolled Count", "n"), ("FARMS Pct", lambda r: percent(1)(r)), ("Special Education Pct", "=12")),
    ),
    "Indiana": Shape(
        (("Corp ID", "=0015"), ("Corp Name", "=Fernhollow Community Schools"), ("Schl ID", "id"), ("Schl Name", "name"), ("Free Meals", "free"), ("Reduced Price Meals", lambda r: str(r["low"] - r["free"])), ("Paid Meals", lambda r: str(r["n"] - r["low"])),
         ("TOTAL ENROLLMENT", "n"), ("Free/Reduced Price Meals", "low")),
    ),
    "a plain sheet": Shape(
        (("School", "name"), ("Students", "n"), ("FRL", lambda r: percent(0)(r) + "%"), ("Teachers", "t"), ("Grades", lambda r: f"{r['lo'].replace('KG', 'K')}-{int(r['hi'])}"), ("Principal", "=Pat Doe"), ("Feeder", lambda r: "North" if r["level"] else "South")),
        gives=("low", "t", "level"),
    ),
    "a plain sheet in sentences": Shape(
        (("Name of school", "name"), ("Number of students", "n"), ("Number of students in poverty", "low"), ("Number of teachers", "t"), ("Number of classrooms", "=22")),
        gives=("low", "t"),
    ),
}


def rows_of(shape: Shape) -> list[list[str]]:
    """Header and one row per school of TRUTH."""
    body = []
    for row in TRUTH:
        cells = []
        for _, value in shape.columns:
            if callable(value):
                cells.append(value(row))
            else:
                cells.append(value[1:] if value.startswith("=") else str(row[value]))
        body.append(cells)
    return [[heading for heading, _ in shape.columns], *body]
