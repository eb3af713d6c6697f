"""What Alembic runs to reach the database: it is already reached, and in a transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
