import { join } from 'node:path';
import { locales, localePath } from '../src/core/i18n/index.ts';
import { openBrowser } from '../tests/setup/chromium.ts';
import { designSheet, publicPages } from '../tests/setup/public-pages/list.ts';
import { type Looker, openLooker, sharedOut, windows } from '../tests/setup/public-pages/look.ts';
import type { Benchmark } from './lib/bench.ts';
import { prepareRehearsals, removeFolder, startServer, workFolder } from './lib/folder.ts';

export const publicLooks: Benchmark = {
	name: 'public-looks',
	title: `Every public page in both languages by day and night: axe, landmarks, ${windows.length} windows, keyboard, without script`,
	async run(say) {
		const rehearsals = await prepareRehearsals();
		const folder = workFolder('looks');
		const server = await startServer({ dataDir: rehearsals.copy(join(folder, 'data')) });
		const { origin } = server;
		const browser = await openBrowser(origin);
		try {
			const paths = [...(await publicPages(origin)), designSheet].flatMap((path) =>
				locales.map((locale) => localePath(locale, path)),
			);
			const faults = { look: 0, night: 0, keyboard: 0, script: 0 };
			const all = async (
				kind: keyof typeof faults,
				options: Parameters<typeof openLooker>[2],
				how: (looker: Looker, path: string) => Promise<string[]>,
			) => {
				const lookers = [await openLooker(browser, origin, options), await openLooker(browser, origin, options)];
				await sharedOut(lookers, paths, async (looker, path) => {
					for (const fault of await how(looker, path)) {
						faults[kind] += 1;
						say(`${path} (${kind}): ${fault}`);
					}
				});
				for (const looker of lookers) await looker.close();
			};
			await all('look', {}, (looker, path) => looker.look(path));
			await all('night', { more: { colorScheme: 'dark' } }, (looker, path) => looker.look(path));
			await all('keyboard', { viewport: { width: 360, height: 740 } }, (looker, path) => looker.walk(path));
			const plain = await openLooker(browser, origin, { javaScript: false });
			await all('script', {}, async (looker, path) => {
				// The design sheet shows a button that only a script can press.
				if (path.endsWith(designSheet)) return [];
				return (await looker.read(path)) === (await plain.read(path)) ? [] : ['says something else without script'];
			});
			return [
				{ what: 'pages', unit: '', value: paths.length },
				{ what: 'faults by day', unit: '', value: faults.look, goal: { atMost: 0 } },
				{ what: 'faults by night', unit: '', value: faults.night, goal: { atMost: 0 } },
				{ what: 'faults by keyboard', unit: '', value: faults.keyboard, goal: { atMost: 0 } },
				{ what: 'pages that say less without script', unit: '', value: faults.script, goal: { atMost: 0 } },
			];
		} finally {
			await browser.close();
			await server.stop();
			await removeFolder(folder);
			await rehearsals.dispose();
		}
	},
};
