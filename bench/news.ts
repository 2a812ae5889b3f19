import { join } from 'node:path';
import { searchSources } from '../src/app/search/sources.ts';
import { bumpRevision } from '../src/core/http/index.ts';
import { rebuildSearch, search } from '../src/core/search/index.ts';
import { editionBySlug } from '../src/modules/editions/server/index.ts';
import { onTheWire } from '../tests/setup/public-pages/bytes.ts';
import { type Benchmark, bestOf, type Figure } from './lib/bench.ts';
import { beside, prepareRehearsals, removeFolder, startServer, workFolder } from './lib/folder.ts';
import { makeManyArticles } from './lib/many-articles.ts';
import { wrk } from './lib/wrk.ts';

const articles = 10_000;
const times = 60;

/** What is looked for, and whether it must find something. */
const searches: readonly [what: string, typed: string, locale: 'en' | 'zh', finds: boolean][] = [
	['a word of one article', 'kestrel4210', 'en', true],
	['a word of most articles', 'space', 'en', true],
	['three words', 'space technology climate', 'en', true],
	['words side by side', '"Chinese Society of Astronautics"', 'en', true],
	['a Chinese word of most articles', '空间', 'zh', true],
	['two Chinese words', '气候变化 卫星', 'zh', true],
	['Chinese characters across words', '家航天', 'zh', true],
	['the longest that is taken', `${'space '.repeat(40)}"${'climate '.repeat(10)}"`, 'en', true],
	['nothing that is there', 'zanzibar quetzal', 'en', false],
];

/** The value below which so many of them lie. */
function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

export const news: Benchmark = {
	name: 'news',
	title: `Search over ${articles.toLocaleString('en')} articles in two languages (each ${times} times), and news as kept bytes`,
	async run(say) {
		const rehearsals = await prepareRehearsals();
		const folder = workFolder('news');
		const server = await startServer({ dataDir: rehearsals.copy(join(folder, 'data')) });
		const app = await beside(server.dataDir);
		const figures: Figure[] = [];
		try {
			const { ctx } = app;
			const edition = await editionBySlug(ctx, 'ipspace-2021');
			if (!edition?.organisationId) throw new Error('the edition of the rehearsal belongs to no organisation');
			await makeManyArticles(ctx, { organisation: edition.organisationId, edition: edition.id }, articles);
			say(`${articles} articles written`);
			const began = performance.now();
			const made = await rebuildSearch(ctx, searchSources);
			const took = (performance.now() - began) / 1000;
			figures.push({ what: `orrery search rebuild, ${made.documents} documents`, unit: 's', value: took });
			say(`read anew in ${took.toFixed(1)} s`);
			await ctx.database.pool.query('vacuum analyze search_document');
			for (const [what, typed, locale, finds] of searches) {
				const taken: number[] = [];
				let total = 0;
				for (let round = 0; round < times; round += 1) {
					const from = performance.now();
					const found = await search(ctx, searchSources, { typed, locale });
					taken.push(performance.now() - from);
					total = found.total;
				}
				if (total > 0 !== finds) throw new Error(`${typed} finds ${total}`);
				say(`${what}: p95 ${quantile(taken, 0.95).toFixed(1)} ms, ${total} found`);
				const details = { p50: quantile(taken, 0.5), found: total };
				figures.push({
					what: `${what}, p95`,
					unit: 'ms',
					value: quantile(taken, 0.95),
					details,
					goal: { atMost: 250 },
				});
			}
			// The server has been told of nothing that was written past the newsroom: this says that everything changed.
			await bumpRevision(ctx, 'news');
			for (const path of [
				'/news',
				'/news/bench-17',
				'/zh/news/bench-17',
				'/news/feed.xml',
				'/news/feed.json',
				'/news/sitemap.xml',
			]) {
				const url = server.origin.replace('localhost', '127.0.0.1') + path;
				const first = performance.now();
				await onTheWire(url, 'gzip');
				const made = performance.now() - first;
				const bytes = (await onTheWire(url, 'gzip')).body.length;
				const best = await bestOf('most', () =>
					wrk(url, { seconds: 2, connections: 32, headers: ['accept-encoding: gzip'] }),
				);
				say(`${path}: ${Math.round(best.value)} a second, ${bytes} bytes`);
				figures.push({ what: `${path}, kept`, unit: 'requests/s', ...best, details: { bytes, 'ms when made': made } });
			}
			return figures;
		} finally {
			await app.close();
			await server.stop();
			await removeFolder(folder);
			await rehearsals.dispose();
		}
	},
};
