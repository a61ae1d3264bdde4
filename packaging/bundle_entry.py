"""Where the bundle starts; the package's own __main__ cannot be a script of PyInstaller's."""

from supdesk.__main__ import main

raise SystemExit(main())
