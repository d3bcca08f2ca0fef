"""`python -m studio.cli`, for programs that start the command line by its interpreter."""

import sys

from studio.cli import main

sys.exit(main())
