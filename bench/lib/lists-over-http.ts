import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../../src/app/open.ts';
import { readXlsx } from '../../src/core/spreadsheet/index.ts';
import type { DeskList, DeskListInput } from '../../src/modules/calls/server/index.ts';
import { type Caller, signInCast } from '../../tests/setup/cast.ts';
import type { TestServer } from '../../tests/setup/server.ts';
import type { Figure } from './bench.ts';
import { quantile } from './quantile.ts';

/*
 * The list of a desk as a browser gets it: signed in, rendered, to the last byte, one request after the other. What comes
 * is counted, so that an error page, an empty list or half a file can't be fast.
 */

const desk = '/desk/bench-lists';
const rounds = { page: 60, file: 3 };
/** Rows on a page, and how many there are of all. */
interface Expected {
	rows: number;
	total: number;
}

export interface ListsOverHttp {
	app: App;
	server: TestServer;
	/** Id of the call. */
	desk: string;
	/** The same list by its use case: what it finds is what the page must show. */
	list(input?: Partial<DeskListInput>): Promise<DeskList>;
	/** Some columns of answers. */
	answers: readonly string[];
	say(line: string): void;
}

/** Figures of pages and files. @throws Error when an answer does not hold what the use case finds */
export async function listsOverHttp(of: ListsOverHttp): Promise<Figure[]> {
	const { app, server, list, answers, say } = of;
	const caller = await organiserOf(app, server, of.desk);
	const figures: Figure[] = [];
	const page = `${desk}/applications`;
	const all = await list();
	const found = async (query: string): Promise<Expected> => {
		const { rows, total } = await list({ query });
		if (total === 0) throw new Error(`nothing fits ${query}`);
		return { rows: rows.length, total };
	};
	const whole = { rows: all.rows.length, total: all.total };
	const columns = answers.map((column) => `col=${column}`).join('&');
	// By links, as one goes there.
	const deep = await linkAfter(caller, page, 20);
	const pages: [what: string, path: string, expected: Expected][] = [
		['first page', page, whole],
		['first page with 5 columns of answers', `${page}?${columns}`, whole],
		['first page by an answer', `${page}?sort=answer.number3&order=down`, whole],
		['page 21', deep, whole],
		['search by one answer', `${page}?q=student:yes`, await found('student:yes')],
		['search by words', `${page}?q=plasma+greenhouse`, await found('plasma greenhouse')],
		['page in Chinese', `/zh${page}`, whole],
	];
	for (const [what, path, expected] of pages) {
		const taken = await timed(server, rounds.page, async () => readPage(caller, path, expected));
		say(
			`over HTTP, ${what}: p50 ${taken.p50.toFixed(1)} ms, p95 ${taken.p95.toFixed(1)} ms, ${taken.queries} queries, ${taken.cpu.toFixed(1)} ms of CPU`,
		);
		const details = { ...taken, rows: expected.rows, of: expected.total };
		figures.push({ what: `over HTTP: ${what}, p95`, unit: 'ms', value: taken.p95, goal: { atMost: 100 }, details });
	}
	for (const [kind, count] of counters) {
		// Counting takes so long that the server would close what is kept open meanwhile.
		const answer = await caller.ask(`${page}.${kind}`, { headers: { connection: 'close' } });
		const held = count(new Uint8Array(await answer.arrayBuffer()));
		if (answer.status !== 200 || held !== all.total) throw new Error(`${kind} holds ${held} of ${all.total}`);
		// Statements are said of the use case above: in seconds the server does more than this by itself.
		const { queries: _, ...taken } = await timed(
			server,
			rounds.file,
			async () => (await bytesOf(caller, `${page}.${kind}`)).length,
		);
		say(
			`over HTTP, all as ${kind}: p50 ${taken.p50.toFixed(0)} ms, ${taken.bytes} bytes, ${taken.cpu.toFixed(0)} ms of CPU`,
		);
		figures.push({
			what: `over HTTP: all as ${kind.toUpperCase()}, slowest of ${rounds.file}`,
			unit: 'ms',
			value: taken.p95,
			details: { ...taken, applications: held },
		});
	}
	figures.push(await besideAnExport(caller, page, whole, say));
	return figures;
}

/** Whoever runs the edition of the rehearsal runs this call too; his session learns of it with the next request. */
async function organiserOf(app: App, server: TestServer, call: string): Promise<Caller> {
	await app.ctx.database.pool.query(
		`insert into relation (id, person_id, relation, object_type, object_id, since)
		select 'bench-' || person_id, person_id, 'organiser', 'call', $1, since from relation
		where relation = 'organiser' and object_type = 'edition' and until is null`,
		[call],
	);
	const caller = (await signInCast(server)).get('organiser');
	if (!caller) throw new Error('the cast has no organiser');
	return caller;
}

/** Reads a page to its end. @returns its length. @throws Error unless it shows what it should */
async function readPage(caller: Caller, path: string, expected: Expected): Promise<number> {
	const body = await bytesOf(caller, path);
	const html = body.toString('utf8');
	const rows = new Set(html.match(/\/desk\/bench-lists\/applications\/[0-9a-z]{20}"/g)).size;
	// Once above the list, once below it.
	const says = html.split(new RegExp(`\\b${expected.total}\\b`)).length > 2;
	if (rows !== expected.rows || !says)
		throw new Error(`${path} shows ${rows} rows, not ${expected.rows} of ${expected.total}`);
	return body.length;
}

async function bytesOf(caller: Caller, path: string): Promise<Buffer> {
	const answer = await caller.ask(path);
	const body = Buffer.from(await answer.arrayBuffer());
	if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} to the ${caller.name}`);
	return body;
}

/** Where `next page` leads, so many pages on. */
async function linkAfter(caller: Caller, path: string, pages: number): Promise<string> {
	let at = path;
	for (let page = 0; page < pages; page += 1) {
		const html = (await bytesOf(caller, at)).toString('utf8');
		const tag = /<a\b[^>]*\brel="next"[^>]*>/.exec(html)?.[0] ?? '';
		const href = /\bhref="([^"]*)"/.exec(tag)?.[1];
		if (!href) throw new Error(`${at} has no next page`);
		at = href.replaceAll('&amp;', '&');
	}
	return at;
}

/**
 * How long each round takes (the first does not count), how many bytes come, how many statements the server sends for it,
 * and how much processor time its process takes, which says most on a busy machine.
 */
async function timed(server: TestServer, count: number, work: () => Promise<number>) {
	let bytes = await work();
	const rest = await spentAtRest(server);
	const taken: number[] = [];
	const before = await countersOf(server);
	const began = performance.now();
	for (let round = 0; round < count; round += 1) {
		const from = performance.now();
		bytes = await work();
		taken.push(performance.now() - from);
	}
	const seconds = (performance.now() - began) / 1000;
	const after = await countersOf(server);
	const queries = Math.round((after.statements - before.statements - rest.statements * seconds) / count);
	const cpu = (1000 * (after.cpu - before.cpu)) / count;
	return { p50: quantile(taken, 0.5), p95: quantile(taken, 0.95), bytes, queries, cpu, rounds: count };
}

/** What the server does by itself, a second. */
async function spentAtRest(server: TestServer): Promise<{ statements: number }> {
	const before = await countersOf(server);
	await sleep(1500);
	const after = await countersOf(server);
	return { statements: (after.statements - before.statements) / 1.5 };
}

async function countersOf(server: TestServer): Promise<{ statements: number; cpu: number }> {
	const body = await (await fetch(`${server.origin}/metrics`, { headers: { connection: 'close' } })).text();
	const value = (name: string) => {
		const found = new RegExp(`^${name} ([\\d.e+-]+)$`, 'm').exec(body)?.[1];
		if (found === undefined) throw new Error(`the server does not say ${name}`);
		return Number(found);
	};
	return { statements: value('orrery_database_statements'), cpu: value('process_cpu_seconds_total') };
}

/** How many applications a file holds. */
const counters: readonly [kind: string, count: (bytes: Uint8Array) => number][] = [
	// No answer of these has a line break in it.
	['csv', (bytes) => Buffer.from(bytes).toString('utf8').trimEnd().split('\r\n').length - 1],
	['xlsx', (bytes) => readXlsx(bytes).length - 1],
	['json', (bytes) => (JSON.parse(Buffer.from(bytes).toString('utf8')) as { items: unknown[] }).items.length],
];

/** The first page while somebody else exports everything as a workbook, again and again. */
async function besideAnExport(
	caller: Caller,
	page: string,
	whole: Expected,
	say: (line: string) => void,
): Promise<Figure> {
	let going = true;
	const exporting = (async () => {
		while (going) await bytesOf(caller, `${page}.xlsx`);
	})();
	const taken: number[] = [];
	for (let round = 0; round < 20; round += 1) {
		const began = performance.now();
		await readPage(caller, page, whole);
		taken.push(performance.now() - began);
	}
	going = false;
	await exporting;
	const [p50, p95] = [quantile(taken, 0.5), quantile(taken, 0.95)];
	say(`over HTTP, first page beside an export: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
	return { what: 'over HTTP: first page while all is exported as XLSX, p95', unit: 'ms', value: p95, details: { p50 } };
}
