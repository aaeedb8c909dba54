"""A file to begin from: what a learner may type into a spreadsheet and import. Invented."""

SAMPLE = (
    "day,start,end,zone,seconds,activity,skill,topic,tags,link,note\r\n"
    "2026-03-02,2026-03-02T18:00:00+01:00,2026-03-02T19:30:00+01:00,Europe/Berlin,5400,study,programming,,book quiet,,"
    "An invented session\r\n"
    "2026-03-03,,,,2700,study,math-and-statistics,,,https://example.org/course,Without times of the day\r\n"
    "2026-03-04,,,,3600,interview,,,,,Interview practice names no skill\r\n"
)
