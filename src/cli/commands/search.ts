import { type Command, exit } from '../command.ts';
import { withApp } from '../with-app.ts';

export const searchRebuild: Command = {
	name: 'search rebuild',
	summary: 'Reads everything that is public anew for the search of the site.',
	details: [
		'Nobody needs it in ordinary work: what is published, changed or retracted is read by itself. It is for after a restore by other means, or when in doubt. Searches go on meanwhile.',
	],
	examples: ['search rebuild'],
	async run({ terminal }) {
		const [{ rebuildSearch }, { searchSources }] = await Promise.all([
			import('#core/search/index.ts'),
			import('#app/search/sources.ts'),
		]);
		return withApp('search rebuild', async ({ ctx }) => {
			const made = await rebuildSearch(ctx, searchSources, (done, of) => terminal.progress('search', done, of));
			terminal.say(`Search: ${made.documents} documents of ${made.subjects} things that are public.`);
			terminal.report(made);
			return exit.good;
		});
	},
};
