import { join } from 'node:path';
import type { Actor } from '../src/core/access/index.ts';
import { type DeskListInput, deskList, exportCsv, exportJson, exportXlsx } from '../src/modules/calls/server/index.ts';
import { editionBySlug } from '../src/modules/editions/server/index.ts';
import type { Benchmark, Figure } from './lib/bench.ts';
import { beside, prepareRehearsals, removeFolder, startServer, workFolder } from './lib/folder.ts';
import { listsOverHttp } from './lib/lists-over-http.ts';
import { makeManyApplications, wideForm } from './lib/many-applications.ts';
import { quantile } from './lib/quantile.ts';

const applications = 10_000;
const times = 60;
/** In milliseconds: one figure ends after so long, and after so long each ends with the fewest rounds that say anything. */
const longest = { figure: 8000, all: 100_000 };
const fewest = 3;

export const applicationLists: Benchmark = {
	name: 'application-lists',
	title: `The list of a desk at ${applications.toLocaleString('en')} applications of ${wideForm.fields.length} answers (each ${times} times, or for ${longest.figure / 1000} s)`,
	async run(say) {
		const rehearsals = await prepareRehearsals();
		const folder = workFolder('lists');
		const server = await startServer({ dataDir: rehearsals.copy(join(folder, 'data')) });
		const app = await beside(server.dataDir);
		try {
			const { ctx } = app;
			const edition = await editionBySlug(ctx, 'ipspace-2021');
			const organisation = edition?.organisationId;
			if (!organisation) throw new Error('the edition of the rehearsal belongs to no organisation');
			const desk = await makeManyApplications(ctx, organisation, applications);
			say(`${applications} applications written`);
			const actor: Actor = {
				kind: 'person',
				personId: 'bench',
				relations: [{ relation: 'organiser', on: 'organisation', id: organisation }],
				via: 'command',
			};
			const figures: Figure[] = [];
			const end = performance.now() + longest.all;
			const list = (input: Partial<DeskListInput> = {}) => deskList(ctx, actor, { edition: desk, ...input });
			/** A search that finds something: one that finds nothing by mistake would be fast. */
			const search = async (query: string) => {
				if ((await list({ query })).rows.length === 0) throw new Error(`nothing fits ${query}`);
			};
			const measure = async (what: string, work: () => Promise<unknown>, goal?: number, rounds = times) => {
				await work();
				const taken: number[] = [];
				const before = ctx.database.statements();
				const until = Math.min(performance.now() + longest.figure, end);
				for (let round = 0; round < rounds && (round < fewest || performance.now() < until); round += 1) {
					const began = performance.now();
					await work();
					taken.push(performance.now() - began);
				}
				const queries = (ctx.database.statements() - before) / taken.length;
				const p50 = quantile(taken, 0.5);
				const p95 = quantile(taken, 0.95);
				say(`${what}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${queries} queries`);
				const details = { p50, queries, rounds: taken.length };
				figures.push({
					what: `${what}, p95`,
					unit: 'ms',
					value: p95,
					details,
					...(goal ? { goal: { atMost: goal } } : {}),
				});
			};
			const answers = [
				'number',
				'title',
				'answer.authors',
				'answer.choice1',
				'answer.number3',
				'answer.text2',
				'answer.essay1',
			];
			await measure('first page', () => list({}), 100);
			await measure('first page with 5 columns of answers', () => list({ columns: answers }), 100);
			await measure('first page by title', () => list({ sort: 'title' }), 100);
			await measure(
				'first page by title with 5 columns of answers',
				() => list({ sort: 'title', columns: answers }),
				100,
			);
			await measure('first page by an answer', () => list({ sort: 'answer.number3', descending: true }), 100);
			let cursor = (await list({ limit: 200 })).next;
			for (let page = 0; page < 40 && cursor; page += 1) cursor = (await list({ limit: 200, cursor })).next ?? cursor;
			await measure('page at 8,000', () => list({ cursor }), 100);
			await measure('search by words', () => search('plasma greenhouse'), 100);
			await measure('search by one answer', () => search('choice2:b number3>9000'), 100);
			await measure(
				'search by much',
				() => search('track:t3 words>300 student:yes country:CN -withdrawn (orbit OR lunar) submitted>2021-09-03'),
				100,
			);
			await measure('search for open messages', () => search('message:open status:decided'), 100);
			await measure('search that finds nothing', () => list({ query: 'number0:99999 text1:nothing' }), 100);
			const drain = async (pieces: Promise<AsyncIterable<string | Uint8Array>>) => {
				let bytes = 0;
				for await (const piece of await pieces) bytes += piece.length;
				return bytes;
			};
			const whole = { edition: desk, locale: 'en' as const };
			await measure('export of all as CSV', () => drain(exportCsv(ctx, actor, whole)), undefined, 3);
			await measure('export of all as XLSX', () => drain(exportXlsx(ctx, actor, whole)), undefined, 3);
			await measure('export of all as JSON', () => drain(exportJson(ctx, actor, whole)), undefined, 3);
			figures.push(...(await listsOverHttp({ app, server, desk, list, answers, say })));
			return figures;
		} finally {
			await app.close();
			await server.stop();
			await removeFolder(folder);
			await rehearsals.dispose();
		}
	},
};
