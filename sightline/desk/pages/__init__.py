"""What each page of the desk shows: frozen, typed, in words. Built here, drawn by the templates."""
