"""The window: screens, field widgets, theme.

It asks the desk and shows what the desk answers. It holds no SQL, makes no PDF and knows no rule of supervision; it
never reaches past the desk. The frame of the window (shell, rail, topbar, veil, theme, icons, lane) and the parts
all screens are made of know no record at all; beside them stands one package for each thing a person does.
"""
