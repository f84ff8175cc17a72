"""Sphinx settings of the course's site; `autograder.site` assembles the pages and starts Sphinx."""

project = "Convolutional neural networks"
author = "The authors of the course"
copyright = "the authors of the course"
language = "en"
# Blocks of a page that name no language are numbers and drawings; the lessons' code cells name theirs.
highlight_language = "text"

extensions = ["myst_nb"]
exclude_patterns = ["generated"]
html_theme = "pydata_sphinx_theme"
html_static_path = ["_static"]
html_css_files = ["course.css"]
html_favicon = "_static/logo.svg"
html_title = project
html_show_sourcelink = False
html_copy_source = False
# Summaries are fetched from the pages, which browsers forbid for files.
html_show_search_summary = False
html_context = {"default_mode": "auto"}
# These pages belong to no week, so there is nothing to list beside them.
html_sidebars: dict[str, list[str]] = {
    page: [] for page in ("index", "topics", "glossary", "credits", "grader", "attacks", "search")
}
html_theme_options = {
    "logo": {"text": "CNN course", "image_light": "_static/logo.svg", "image_dark": "_static/logo.svg"},
    "navbar_align": "left",
    "header_links_before_dropdown": 6,
    "show_toc_level": 2,
    "search_bar_text": "Search the course",
    "primary_sidebar_end": [],
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
}

# The notebooks come executed. HTML comes before widgets: it is live without a kernel and without a network.
nb_execution_mode = "off"
nb_ipywidgets_js: dict[str, dict[str, str]] = {}
nb_mime_priority_overrides = [("html", "text/html", 1)]
nb_merge_streams = True
suppress_warnings = ["mystnb.unknown_mime_type"]

myst_enable_extensions = ["amsmath", "deflist", "dollarmath"]
myst_heading_anchors = 3
# The file is put into _static when the site is built. Its menu would load more files, which are not there.
mathjax_path = "mathjax/tex-svg-full.js"
mathjax3_config = {"options": {"enableMenu": False}}
