import { defineConfig } from 'drizzle-kit';

export default defineConfig({
	dialect: 'postgresql',
	schema: ['./src/core/*/tables.ts', './src/modules/*/server/tables.ts', './src/modules/*/server/*-tables.ts'],
	// bin/migrations.mjs writes beside the folder and swaps, so that nobody reads a half-written one.
	out: process.env.MIGRATIONS_OUT ?? './migrations',
});
