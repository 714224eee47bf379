"""What a project is: frozen dataclasses, made by ``spec`` and read by everything that writes."""
