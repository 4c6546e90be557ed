"""`python -m speerpunt` does the same as `speerpunt`."""

import sys

from speerpunt.config.console import main

sys.exit(main())
