import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportCallFile, importCallFile, importCallFolder } from '../../src/app/call-files.ts';
import { callsDoor } from '../../src/app/calls-door.ts';
import { type Actor, type Relation, system } from '../../src/core/access/index.ts';
import { attachAddress } from '../../src/core/identity/index.ts';
import { historyOf } from '../../src/core/ledger/index.ts';
import { inProject } from '../../src/core/paths/index.ts';
import { formEntries } from '../../src/modules/calls/answers.ts';
import {
	applicationForDesk,
	callForVisitor,
	callsForVisitor,
	callsOfEdition,
	decide,
	deskFigures,
	deskList,
	exportApplications,
	exportApplicationsCsv,
	jobHandlers,
	lateLinksOf,
	listedStandingCalls,
	moveWindow,
	postMessage,
	standingCall,
	startDraft,
	submit,
	today,
} from '../../src/modules/calls/server/index.ts';
import { sampleAnswers, sampleCall, sampleForm } from '../../src/modules/calls/testing.ts';
import { importBundle, organisationBySlug } from '../../src/modules/editions/server/index.ts';
import {
	batchesOf,
	letterJobHandlers,
	openLetter,
	prepareBatch,
	previewLetter,
	sendBatch,
} from '../../src/modules/letters/server/index.ts';
import { holdersOf, invite, objectsOf } from '../../src/modules/relations/server/index.ts';
import { testContext } from '../setup/context.ts';

const ctx = await testContext({
	jobs: { ...jobHandlers, ...letterJobHandlers },
	at: Date.parse('2021-03-20T00:00:00Z'),
});
const host = 'iaa';
const person = (personId: string, ...relations: Relation[]): Actor => ({
	kind: 'person',
	personId,
	relations,
	via: 'session',
});
const refusalOf = (work: Promise<unknown>): Promise<unknown> =>
	work.then(
		() => 'not refused',
		(error: unknown) => error,
	);
const label = (en: string) => ({ en, zh: `${en}（中文）` });
const form = { ...sampleForm, fields: sampleForm.fields.filter(({ id }) => id !== 'track') };
const rolling = {
	...sampleCall,
	form,
	slug: 'grants',
	title: { en: 'Small grants', zh: '小额资助' },
	numberPrefix: 'G',
	window: { zone: 'Europe/Zurich', opens: '2021-03-01', closes: '2021-12-31' },
	cohorts: [
		{ id: 'spring', label: label('Spring'), until: '2021-03-31' },
		{ id: 'autumn', label: label('Autumn'), until: '2021-09-30' },
	],
};

let edition = '';
let organisation = '';
let call = '';
let organiser: Actor;
let secretary: Actor;

beforeAll(async () => {
	const report = await importBundle(ctx, system('test'), inProject('editions', 'ipspace-2021'), { calls: callsDoor });
	edition = report.editionId as string;
	const [owner] = (await ctx.byHand('select slug, id from organisation order by slug')).rows;
	organisation = owner.id;
	const { call: id } = await importCallFile(ctx, system('test'), {
		text: JSON.stringify({ owner: owner.slug, ...rolling }),
		file: 'grants.yaml',
	});
	call = id;
	organiser = person('grants-organiser', { relation: 'organiser', on: 'call', id: call });
	secretary = person('edition-secretary', { relation: 'secretary', on: 'edition', id: edition });
	await ctx.byHand(
		`insert into person (id, names, titles, affiliations, sample, created_at, changed_at) select id, '{}', '{"en":[],"zh":[]}', '[]', true, $1, $1 from unnest($2::text[]) id`,
		['2021-03-01T00:00:00Z', ['anna', 'bela', 'grants-organiser']],
	);
	await attachAddress(ctx, 'anna', 'ada@university.example', { verified: true });
});

async function apply(who: string, at: string, title: string) {
	ctx.setNow(Date.parse(at));
	const entries = formEntries(form, sampleAnswers({ title, track: undefined }));
	const { draft } = await startDraft(ctx, person(who), { call, locale: 'en', entries });
	return submit(ctx, person(who), { draft });
}

describe('a standing call', () => {
	it('takes applications into the round that is open, and says them at its own desk', async () => {
		const { application: first, number } = await apply('anna', '2021-03-31T21:59:59Z', 'Quiet sensors');
		const { application: second } = await apply('bela', '2021-03-31T22:00:00Z', 'Loud sensors');
		expect(number).toMatch(/^G-/);
		const rounds = (await ctx.byHand('select id, cohort from application where call_id = $1', [call])).rows;
		expect(Object.fromEntries(rounds.map((row) => [row.id, row.cohort]))).toEqual({
			[first]: 'spring',
			[second]: 'autumn',
		});
		const list = await deskList(ctx, organiser, { edition: call });
		expect(list.rows.map((row) => row.title).sort()).toEqual(['Loud sensors', 'Quiet sensors']);
		expect(await exportApplications(ctx, organiser, { edition: call })).toHaveLength(2);
		expect((await today(ctx, organiser, { edition: call })).map(({ kind }) => kind)).toContain('decide');
		expect((await historyOf(ctx, { type: 'application', id: first })).at(0)).toMatchObject({ action: 'submit' });
	});

	it('is nothing to the secretaries of an edition, by any way', async () => {
		const [row] = (await ctx.byHand('select id from application where call_id = $1 order by number', [call])).rows;
		const application = row.id as string;
		const seen = JSON.stringify([
			await deskList(ctx, secretary, { edition }),
			await deskList(ctx, secretary, { edition, text: 'sensors' }),
			await exportApplications(ctx, secretary, { edition }),
			await exportApplicationsCsv(ctx, secretary, { edition, locale: 'en' }),
			await today(ctx, secretary, { edition }),
			await deskFigures(ctx, secretary, { edition }),
			await batchesOf(ctx, secretary, edition),
			await callsForVisitor(ctx, edition),
			await callsOfEdition(ctx, edition),
		]);
		expect(seen).not.toMatch(/sensors|Small grants|grants/);
		const ways = {
			list: () => deskList(ctx, secretary, { edition: call }),
			search: () => deskList(ctx, secretary, { edition: call, text: 'sensors' }),
			export: () => exportApplications(ctx, secretary, { edition: call }),
			csv: () => exportApplicationsCsv(ctx, secretary, { edition: call, locale: 'en' }),
			today: () => today(ctx, secretary, { edition: call }),
			figures: () => deskFigures(ctx, secretary, { edition: call }),
			application: () => applicationForDesk(ctx, secretary, { application, locale: 'en' }),
			message: () => postMessage(ctx, secretary, { application, as: 'desk', text: 'Hello' }),
			decide: () => decide(ctx, secretary, { application, seen: null, stage: 'decision', outcome: 'talk' }),
			letters: () => prepareBatch(ctx, secretary, { callId: call }),
			preview: () => previewLetter(ctx, secretary, { callId: call, determination: 'any' }),
			batches: () => batchesOf(ctx, secretary, call),
			window: () => moveWindow(ctx, secretary, { edition: call, call: 'grants', closes: '2022-01-31', accept: 'all' }),
			links: () => lateLinksOf(ctx, secretary, { desk: call, call: 'grants' }),
			people: async () => holdersOf(ctx, secretary, await deskOf()),
		};
		for (const [way, work] of Object.entries(ways)) {
			expect([way, await refusalOf(work())]).toMatchObject([way, { kind: 'not-found' }]);
		}
		// Granted, he sees all of it, and of the call alone.
		const granted = person('edition-secretary', { relation: 'secretary', on: 'call', id: call });
		expect((await deskList(ctx, granted, { edition: call })).total).toBe(2);
		expect(await refusalOf(deskList(ctx, granted, { edition }))).toMatchObject({ kind: 'not-found' });
	});

	it('belongs to the organisers of its organisation too, and to those of no other', async () => {
		const of = (id: string) => person('o', { relation: 'organiser', on: 'organisation', id });
		expect((await deskList(ctx, of(organisation), { edition: call })).total).toBe(2);
		expect(await refusalOf(deskList(ctx, of('another'), { edition: call }))).toMatchObject({ kind: 'not-found' });
	});

	it('gives its organiser nothing of an edition', async () => {
		expect(await refusalOf(deskList(ctx, organiser, { edition }))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(batchesOf(ctx, organiser, edition))).toMatchObject({ kind: 'not-found' });
	});

	it('has people of its own, invited at its desk', async () => {
		const desk = await deskOf();
		expect((await objectsOf(ctx, desk)).map(({ name }) => name)).toEqual(['call:grants']);
		const offer = { edition: call, email: 'new@university.example', name: 'New', words: '', locale: 'en' } as const;
		await invite(ctx, organiser, { ...offer, relation: 'secretary', object: 'call:grants' });
		const [mail] = (await ctx.byHand("select subject, scope from mail where kind = 'invitation'")).rows;
		expect(mail).toMatchObject({ subject: 'Small grants: would you serve as secretary?', scope: call });
		expect(
			await refusalOf(invite(ctx, organiser, { ...offer, relation: 'organiser', object: 'edition' })),
		).toMatchObject({
			kind: 'invalid',
		});
	});

	it('announces by letters of its organisation, without days and tracks', async () => {
		ctx.setNow(Date.parse('2021-04-10T09:00:00Z'));
		const list = await deskList(ctx, organiser, { edition: call });
		const row = list.rows.find(({ title }) => title === 'Quiet sensors') ?? expect.fail('not listed');
		await decide(ctx, organiser, { application: row.id, seen: null, stage: 'decision', outcome: 'talk' });
		const { recipients } = await prepareBatch(ctx, organiser, { callId: call });
		expect(recipients).toMatchObject([{ title: 'Quiet sensors', problems: [] }]);
		const sent = await sendBatch(ctx, organiser, {
			callId: call,
			determinations: recipients.map(({ determination }) => determination),
		});
		await ctx.runJobs();
		const [letter] = (await ctx.byHand('select id, reference, edition_id, state from letter')).rows;
		expect(letter).toMatchObject({ edition_id: call, state: 'issued' });
		expect(letter.reference).toMatch(/^GRANTS-/);
		expect(await batchesOf(ctx, organiser, call)).toMatchObject([{ id: sent.batch, issued: 1 }]);
		const { content } = await openLetter(ctx, organiser, letter.id);
		const [sheet] = content.sheets;
		expect(sheet?.edition).toMatchObject({ name: 'Small grants', dates: 'Spring' });
		expect(sheet?.facts.map((fact) => fact.label)).not.toContain('Track');
		expect(await refusalOf(openLetter(ctx, secretary, letter.id))).toMatchObject({ kind: 'not-found' });
		const [mail] = (await ctx.byHand("select scope from mail where kind = 'letter'")).rows;
		expect(mail.scope).toBe(call);
	});
});

describe('its file', () => {
	it('gives itself back, and again changes nothing', async () => {
		const text = await exportCallFile(ctx, { slug: 'grants' });
		expect(text).toMatch(/^owner: /);
		expect(await importCallFile(ctx, system('test'), { text, file: 'other-name.yaml' })).toMatchObject({
			slug: 'grants',
			call,
			changed: false,
		});
		const abstracts = await exportCallFile(ctx, { slug: 'abstracts', edition: 'ipspace-2021' });
		const owner = { edition: 'ipspace-2021' };
		expect(await importCallFile(ctx, system('test'), { text: abstracts, file: 'abstracts.yaml', owner })).toMatchObject(
			{
				changed: false,
			},
		);
	});

	it('names what is wrong with line and column, and asks whose call it is', async () => {
		const text = (await exportCallFile(ctx, { slug: 'grants' })).replace('numberPrefix: G', 'numberPrefix: g');
		const wrong = (await refusalOf(importCallFile(ctx, system('test'), { text, file: 'a.yaml' }))) as {
			problems: { path: string; params: { line: number } }[];
		};
		const line = text.split('\n').findIndex((one) => one.startsWith('numberPrefix')) + 1;
		expect(wrong.problems).toMatchObject([{ path: 'numberPrefix', params: { line } }]);
		const owned = (change: (text: string) => string) =>
			refusalOf(
				importCallFile(ctx, system('test'), {
					text: change(text.replace('numberPrefix: g', 'numberPrefix: G')),
					file: 'a.yaml',
				}),
			);
		expect(await owned((one) => one.replace(/^owner: .*\n/, ''))).toMatchObject({
			problems: [{ code: 'owner-missing' }],
		});
		expect(await owned((one) => one.replace(/^owner: .*/, 'owner: nobody'))).toMatchObject({ code: 'no-organisation' });
	});

	it('of every standing call in the repository is imported for its owner', async () => {
		const done = await importCallFolder(ctx, system('test'), inProject('calls'));
		for (const { slug } of done) {
			const found = await standingCall(ctx, slug);
			expect(found?.editionId).toBeNull();
			const { owner } = {
				owner: /^owner: *(\S+)/m.exec(await readFile(inProject('calls', `${slug}.yaml`), 'utf8'))?.[1],
			};
			expect((await organisationBySlug(ctx, owner ?? ''))?.id).toBe(found?.organisationId);
		}
		expect((await listedStandingCalls(ctx)).map((one) => one.call.slug)).toEqual(
			expect.arrayContaining(['grants', ...done.map(({ slug }) => slug)]),
		);
	});
});

describe('the name of a desk', () => {
	const save = (slug: string) =>
		importCallFile(ctx, system('test'), {
			text: JSON.stringify({ ...rolling, slug }),
			file: 'x.yaml',
			owner: { organisation: host },
		});

	it('is given once: not to a standing call where an edition has it, nor where it means something', async () => {
		for (const slug of ['ipspace-2021', 'clock', 'installation', 'editions']) {
			expect(await refusalOf(save(slug))).toMatchObject({
				kind: 'invalid',
				problems: [{ path: 'slug', code: 'slug-taken' }],
			});
		}
	});

	it('not to an edition where a standing call has it, not even by hand', async () => {
		const taken = ctx.byHand(`update edition set slug = 'grants' where slug = 'ipspace-2021'`);
		expect(await refusalOf(taken)).toMatchObject({ constraint: 'desk_slug' });
	});

	it('goes to one of two that want it at the same moment', async () => {
		const both = await Promise.all([refusalOf(save('twice')), refusalOf(save('twice'))]);
		expect(both.filter((one) => one === 'not refused').length).toBeGreaterThan(0);
		expect((await ctx.byHand("select count(*)::int as n from call where slug = 'twice'")).rows[0].n).toBe(1);
	});

	it('is no longer found under the edition: a standing call is found by its organisation alone', async () => {
		expect(await callForVisitor(ctx, { editionId: edition, call: 'grants' })).toBeUndefined();
		expect(await callForVisitor(ctx, { organisationId: organisation, call: 'grants' })).toMatchObject({ id: call });
	});
});

async function deskOf() {
	return {
		id: call,
		slug: 'grants',
		short: 'Small grants',
		zone: 'Europe/Zurich',
		organisationId: organisation,
		standing: true,
	} as const;
}
