import { sveltekit } from '@sveltejs/kit/vite';
import adapter from '@sveltejs/adapter-node';
import { defineConfig } from 'vite';

/**
 * The server, the command line and the worker threads are further entries of the one server build, so that they
 * share every chunk (and so every piece of module state) with the pages.
 */
const entries = {
	'orrery-server': 'src/app/serve.ts',
	'orrery-cli': 'src/cli/index.ts',
	'typesetting-worker': 'src/core/typesetting/worker.ts',
	'picture-worker': 'src/core/pictures/worker.ts',
	'assigning-worker': 'src/modules/review/server/assigning/worker.ts',
	'import-worker': 'src/modules/calls/server/import/worker.ts',
};

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ out: 'build' }),
			csrf: { trustedOrigins: [] },
			// Public pages are cached by anyone, so they carry no nonce: the policy works by hashes.
			csp: {
				mode: 'hash',
				directives: {
					'default-src': ['self'],
					'script-src': ['self'],
					'style-src': ['self'],
					// The framework's announcer of a new page carries this one inline style; no other is let through.
					'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
					'img-src': ['self', 'data:'],
					'font-src': ['self'],
					'connect-src': ['self'],
					'object-src': ['none'],
					'base-uri': ['none'],
					'form-action': ['self'],
					'frame-ancestors': ['none'],
				},
			},
		}),
		{
			name: 'orrery-entries',
			apply: 'build',
			config: () => ({ environments: { ssr: { build: { rolldownOptions: { input: entries } } } } }),
		},
	],
	build: { sourcemap: false, chunkSizeWarningLimit: 2000 },
	server: { port: 5173 },
});
