"""Staff: who they are, what their role allows, and the doors of routes."""
