# A Sphinx project with the element: the script once, for all pages.
project = "Notes on dropout"
html_theme = "alabaster"
html_static_path = ["_static"]
html_js_files = [("dropout/dropout-playground.js", {"type": "module"})]
