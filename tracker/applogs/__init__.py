"""Logs of applications that were kept elsewhere: from the bytes of a file to what each of its rows would become. Pure.

``sheets`` (with ``workbook``) makes rows of text of a file, ``mapping`` says which column is what, ``words`` what its
stages and channels mean, ``entries`` makes of a row an application with its events or says why not, ``beside`` holds
the rows against what is there. In words: docs/applications-csv.md.
"""
