import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach } from 'vitest';
import { Refusal } from '#core/refusal/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { articlePublishedJob } from '../release.ts';
import { newsroomGround, person } from '../testing.ts';
import * as headlines from './index.ts';

/* For tests: a newsroom, and a real server whose feeds it asks. */

export const now = Date.UTC(2021, 9, 20, 1);

/** What a server answers at a path. */
export type Answer = { status?: number; headers?: Record<string, string>; body?: string | Buffer };

interface Entry {
	title: string;
	path?: string;
	at?: number;
	teaser?: string;
}

/** An RSS feed of these entries. */
export const feedOf = (...entries: Entry[]) =>
	`<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>${entries
		.map(
			({ title, path, at, teaser }, i) =>
				`<item><title>${title}</title><link>https://agency.example/${path ?? `${title.replace(/\W/g, '')}-${i}`}</link>${at === undefined ? '' : `<pubDate>${new Date(at).toUTCString()}</pubDate>`}<description>${teaser ?? ''}</description></item>`,
		)
		.join('')}</channel></rss>`;

/** The code by which something was refused. */
export const refusal = async (work: Promise<unknown>) => {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	if (!(error instanceof Refusal)) throw error ?? new Error('not refused');
	return error.problems[0]?.code ?? error.code;
};

/** A newsroom with its people, a server with what it answers and was asked, empty again before each test. Call it at the top of a file. */
export async function headlineDesk() {
	const ctx = await testContext({ at: now, jobs: { [articlePublishedJob]: async () => undefined } });
	const { organisation, edition } = await newsroomGround(ctx);
	const editor = await person(ctx, 'Editor', { name: 'editor', type: 'edition', id: edition });
	const answers: Record<string, Answer> = {};
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(request.url ?? '');
		const answer = answers[request.url ?? ''] ?? { status: 404 };
		if (answer.headers?.etag && request.headers['if-none-match'] === answer.headers.etag) {
			return void response.writeHead(304).end();
		}
		response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});
	beforeEach(async () => {
		await ctx.byHand('delete from headline_source');
		for (const path of Object.keys(answers)) delete answers[path];
		asked.length = 0;
		ctx.setNow(now);
		ctx.config.rehearsalFeeds = 'local';
	});
	/** What is typed of a source whose feed our server has at a path. */
	const source = (path: string, more: Record<string, unknown> = {}) => ({
		name: { en: `Agency ${path}`, zh: `通讯社${path}` },
		feed: origin + path,
		language: 'en',
		shown: 5,
		teasers: true,
		...more,
	});
	/** The titles that a page shows. */
	const shown = async (more: Partial<headlines.HeadlineFilter> = {}) =>
		(await headlines.publicHeadlines(ctx, { locale: 'en', limit: 20, ...more })).headlines.map(({ title }) => title);
	const revision = async () => {
		const { rows } = await ctx.byHand(`select number from public_revision where scope = 'headlines'`);
		return Number(rows[0]?.number ?? 0);
	};
	const one = async (id: string) => (await headlines.sourceWithHeadlines(ctx, editor, id)).source;
	return { ctx, organisation, edition, editor, answers, asked, source, shown, revision, one };
}
