"""Programs that run other libraries; they and those libraries are kept out of the site's environment."""
