import { afterAll, describe, expect, test, vi } from 'vitest';
import { sql } from 'drizzle-orm';
import { openApp } from '../../src/app/open.ts';
import { loadConfig } from '../../src/core/config/index.ts';
import { many } from '../../src/core/database/index.ts';
import { openSession } from '../../src/core/identity/index.ts';
import { composeMail, type MailRow } from '../../src/core/mail/compose.ts';
import { mail } from '../../src/core/mail/tables.ts';
import { allRoutes } from '../rules/route-access.ts';
import { addressesOf, type Answer, ask, askAll, crawl, leaks, type Reader } from '../setup/blind/crawl.ts';
import {
	fillCall,
	later,
	panelOf,
	type Person,
	refuseSecond,
	review,
	someone,
	writeLetters,
} from '../setup/blind/fill.ts';
import { blindStem, holds, needlesOf, openStem, reviewerStem } from '../setup/blind/stems.ts';
import { startServer } from '../setup/server.ts';

/**
 * The leak hunt. A call that is reviewed blind, and its twin whose reviewers learn who applied, are filled by people whose
 * names, addresses, institutions and files all begin with a word that stands nowhere else. Whoever must not know is sent to
 * every address there is, and along every link he is shown; his mails are read as they leave. The blind call's word must not
 * be found in any writing or packing; the twin's must, on the very same ways: else the hunt itself would be blind.
 */
const server = await startServer({ env: { LOG_LEVEL: 'info' } });
const app = await openApp({ what: 'test', alone: false, config: loadConfig({ DATA_DIR: server.dataDir }) });
afterAll(async () => {
	await app.close();
	await server.dispose();
});
const { ctx } = app;

const blind = await fillCall(ctx, 'hunt-blind', 'double', blindStem);
const open = await fillCall(ctx, 'hunt-open', 'single', openStem);
const panel = await panelOf(ctx, [blind.call, open.call], ['one', 'two']);
/** A jury that must not know either. */
const judged = await fillCall(ctx, 'hunt-jury', 'double', blindStem, 'jury');
const [juror] = (await panelOf(ctx, [judged.call], ['three'], 'juror')) as [Person];
const outsider = await someone(ctx, 'plainoutsider', '');
await later(ctx, 12);
for (const hunted of [blind, open]) {
	await writeLetters(ctx, hunted);
	await review(ctx, hunted, panel);
	await refuseSecond(ctx, hunted);
}
await review(ctx, judged, [juror]);
/** What leads to those who applied to be judged blind. */
const secret = { ids: [...blind.ids, ...judged.ids], applications: [...blind.applications, ...judged.applications] };

/** Somebody with a session of his own. */
async function signedIn(name: string, { personId }: Person): Promise<Reader> {
	const { secret } = await openSession(ctx, personId, 'link', { ip: '127.0.0.1', browser: 'hunt' });
	return { name, cookie: `orrery=${secret}` };
}

const [one, two] = panel as [Person, Person];
const readers: Reader[] = [
	{ name: 'visitor' },
	await signedIn('outsider', outsider),
	await signedIn('reviewer one', one),
	await signedIn('reviewer two', two),
	await signedIn('juror', juror),
];
const people: (Person | undefined)[] = [undefined, undefined, one, two, juror];
const assignments = await many<{ id: string; person: string }>(
	ctx.db,
	sql`select id, person_id as person from review_assignment where call_id in (${blind.call}, ${open.call}, ${judged.call})`,
);
const questions = ['paper', 'slides', 'photo'];
const fixed = {
	edition: ['ipspace-2021'],
	call: ['hunt-blind', 'hunt-open', 'hunt-jury'],
	stage: ['first'],
	track: ['T3'],
	page: ['about'],
	audience: ['author'],
	topic: ['blind-review'],
};
const pages = new Set(allRoutes().map(({ id }) => id));

/** Every address there is, filled with what this hunt has made: ids that nobody told the reader included. */
function everywhere(person: Person | undefined, ids: Iterable<string> = pages): string[] {
	const mine = assignments.filter((row) => row.person === person?.personId).map(({ id }) => id);
	const application = [blind.applications[0] ?? '', open.applications[0] ?? ''];
	return addressesOf([...ids], {
		...fixed,
		...{ application, id: application, person: [blind.applicants[0]?.personId ?? ''] },
		assignment: [...mine, 'none'],
		file: [...questions.slice(0, 1), blind.ids.at(-1) ?? ''],
	}).flatMap((path) => (person ? [path, `${path === '/' ? '' : path}/__data.json`] : [path]));
}

/** Where what is somebody's own begins. */
const own = /^\/(review|me|files|jury)(\/|\?|$)/;

/** All that somebody gets: by every address, and by following what he is shown. */
const got = new Map<string, Answer[]>();

for (const [n, reader] of readers.entries()) {
	const person = people[n];
	const asked = await askAll(server.origin, reader, everywhere(person));
	const found = await crawl(
		server.origin,
		reader,
		['/review', '/me', '/jury/hunt-blind', '/jury/hunt-open', '/jury/hunt-jury'],
		own,
	);
	const open = await crawl(server.origin, reader, ['/', '/ipspace-2021', '/ledger'], /./, 25);
	got.set(reader.name, [...asked, ...found, ...open]);
}
const all = [...got.values()].flat();

describe('who applied to a call that is reviewed blind', () => {
	test('is found where the twin shows it: on pages, in their data, in files, their names and properties', () => {
		const shown = leaks(all, needlesOf(openStem));
		const ways = { page: /text\/html$/, data: /json$/, pdf: /pdf$/, picture: /jpeg$/, office: /wordprocessing/ };
		const missed = Object.entries(ways).filter(([, pattern]) => !shown.some((line) => pattern.test(line)));
		expect(missed.map(([way]) => way)).toEqual([]);
		const named = all.filter(({ headers }) => holds(Buffer.from(headers), 'text', needlesOf(openStem)));
		expect(named.length).toBeGreaterThan(0);
		expect(shown.filter((line) => !line.startsWith('reviewer'))).toEqual([]);
	});

	test('stands nowhere: no page, data, file, property, header or fault', () => {
		// The hunt was at every route, and had pages, data and files before it.
		expect(all.length).toBeGreaterThan(pages.size * 2);
		expect(all.filter(({ status, path }) => status === 200 && path.startsWith('/review/')).length).toBeGreaterThan(8);
		expect(all.filter(({ status, path }) => status === 200 && path.startsWith('/files/')).length).toBeGreaterThan(8);
		const ofJuror = got.get('juror')?.filter(({ status, path }) => status === 200 && /^\/(review|files)\//.test(path));
		expect(ofJuror?.length).toBeGreaterThan(4);
		expect(leaks(all, needlesOf(blindStem))).toEqual([]);
		expect(all.filter(({ status }) => status >= 500).map(({ path, status }) => `${path} ${status}`)).toEqual([]);
	});

	test('cannot be told by ids or by the time of handing in', () => {
		const times = [String(blind.submittedAt), new Date(blind.submittedAt).toISOString()];
		const wrong = all.flatMap(({ path, headers, bytes, reader }) => {
			const text = `${headers}\n${bytes.toString('latin1')}`;
			// His own data, which he takes away, name what he scored by the ids that the ledger and his relations have.
			const ids = path.startsWith('/me/data/export')
				? secret.ids.filter((id) => !secret.applications.includes(id))
				: secret.ids;
			// What was asked for stands in the page that says there is nothing.
			const found = [...ids, ...times].filter((word) => text.includes(word) && !path.includes(word));
			return found.map((word) => `${reader} ${path} ${word}`);
		});
		expect(wrong).toEqual([]);
	});

	test('a file’s address, name and headers say no more than which question it answers', async () => {
		const files = all.filter(({ path, status }) => status === 200 && path.startsWith('/files/'));
		const blindFiles = files.filter(({ headers }) =>
			/filename="H-\d+-(paper|slides|photo)\.(pdf|docx|jpg)"/.test(headers),
		);
		expect(blindFiles.length).toBeGreaterThanOrEqual(6);
		for (const { headers } of files) expect(headers).not.toMatch(/^(etag|last-modified):/im);
		const pdf = blindFiles.find(({ type }) => type.includes('pdf'));
		const reading = await ctx.pictures.read(pdf?.bytes ?? Buffer.alloc(0));
		expect(reading.pages.join()).toContain('What was found');
		// The name that all layers get.
		expect(reading.remarks.filter(({ text }) => text !== 'Layer')).toEqual([]);
		// The address is this reader's alone.
		for (const other of readers.filter(({ name }) => name !== pdf?.reader)) {
			expect((await ask(server.origin, other, pdf?.path ?? '')).status).not.toBe(200);
		}
	});

	test('reaches no mailbox of theirs and no line of the log', async () => {
		const addresses = [...panel, juror, outsider].map(({ personId }) => personId);
		const rows = await vi.waitFor(
			async () => {
				const found = (await ctx.db.select().from(mail)).filter(({ personId }) => addresses.includes(personId ?? ''));
				if (found.length === 0) throw new Error('no mail yet');
				return found;
			},
			{ timeout: 20_000, interval: 200 },
		);
		const telling = async (row: MailRow, stem: string) => {
			const { bytes } = await composeMail(ctx, row, 0);
			return [Buffer.from(bytes), Buffer.from(JSON.stringify(row))].some((part) =>
				holds(part, 'text', needlesOf(stem)),
			);
		};
		for (const row of rows) expect([row.kind, await telling(row, blindStem)]).toEqual([row.kind, false]);
		expect(holds(Buffer.from(server.output()), 'text', needlesOf(blindStem))).toBe(false);
	});
});

describe('who reviews', () => {
	test('reaches neither who applied nor the other reviewers', async () => {
		const wrong: string[] = [];
		for (const hunted of [blind, open]) {
			for (const [n, applicant] of hunted.applicants.entries()) {
				const reader = await signedIn('applicant', applicant);
				const application = hunted.applications[n];
				const from = ['/me', '/me/applications', `/me/applications/${application}`];
				const followed = await crawl(server.origin, reader, from, own, 60);
				const routes = [...pages].filter((id) => /^\/(me|review)\//.test(id));
				const asked = await askAll(server.origin, reader, n === 0 ? everywhere(applicant, routes) : []);
				// He read what was said of his work.
				expect([...followed, ...asked].some(({ bytes }) => bytes.includes('A plain word to the applicant.'))).toBe(
					true,
				);
				// Whom he has a conflict with he says of the committee as a whole, which is named to him by its alphabet.
				const read = [...followed, ...asked].filter(({ path }) => !/\/conflicts(\/|$)/.test(path));
				wrong.push(...leaks(read, [...needlesOf(reviewerStem), ...panel.map(({ personId }) => Buffer.from(personId))]));
			}
		}
		for (const [name, other] of [
			['reviewer one', 'two'],
			['reviewer two', 'one'],
		] as const) {
			wrong.push(...leaks(got.get(name) ?? [], needlesOf(`${reviewerStem}${other}`)));
		}
		for (const row of await ctx.db.select().from(mail)) {
			const toReviewer = panel.some(({ personId }) => personId === row.personId);
			const { toAddress, toName, personId, idempotencyKey, ...rest } = row;
			if (!toReviewer && holds(Buffer.from(JSON.stringify(rest)), 'text', needlesOf(reviewerStem)))
				wrong.push(`mail ${row.kind}`);
		}
		expect(wrong).toEqual([]);
		// They are found where they may be: on their own pages.
		expect(leaks(got.get('reviewer one') ?? [], needlesOf(`${reviewerStem}one`)).length).toBeGreaterThan(0);
	});
});
