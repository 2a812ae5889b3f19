import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, actorFor, can, grantRelation, relationsTo, system } from '../../src/core/access/index.ts';
import { historyOf as ledgerOf } from '../../src/core/ledger/index.ts';
import { inProject } from '../../src/core/paths/index.ts';
import {
	callsForVisitor,
	callsOfEdition,
	moveWindow,
	saveCallFromBundle,
} from '../../src/modules/calls/server/index.ts';
import { suggestIdentity } from '../../src/modules/editions/clone.ts';
import { cloneParts } from '../../src/modules/editions/clone.ts';
import type { EditionRequest } from '../../src/modules/editions/clone.ts';
import {
	type CallsDoor,
	committeeOf,
	createEdition,
	currentEdition,
	editionBySlug,
	editionSubject,
	historyOf,
	importBundle,
	planEdition,
	publicEdition,
	publishEdition,
} from '../../src/modules/editions/server/index.ts';
import { edit } from '../../src/modules/editions/server/testing.ts';
import { createPerson } from '../../src/modules/people/server/index.ts';
import { testContext } from '../setup/context.ts';

const ctx = await testContext();
const calls: CallsDoor = { save: saveCallFromBundle, read: callsOfEdition, moveWindow };
let past: string;
let organiser: Actor;
let secretary: Actor;

async function somebody(relation: 'organiser' | 'secretary', type: 'edition' | 'organisation', id: string) {
	const personId = await createPerson(ctx, system('test'), { names: { given: 'Ida', family: relation }, sample: true });
	await grantRelation(ctx, system('test'), personId, relation, { type, id });
	return actorFor(ctx, personId, 'session');
}

beforeAll(async () => {
	const folder = inProject('editions', 'ipspace-2021');
	past = (await importBundle(ctx, system('test'), folder, { calls })).editionId as string;
	organiser = await somebody('organiser', 'edition', past);
	secretary = await somebody('secretary', 'edition', past);
});

async function request(change: Partial<EditionRequest> = {}, starts = '2023-11-16'): Promise<EditionRequest> {
	const found = await publicEdition(ctx, 'ipspace-2021', calls);
	if (!found) throw new Error('no edition');
	return {
		origin: { kind: 'past', slug: 'ipspace-2021' },
		identity: suggestIdentity(found.bundle.edition, starts),
		parts: cloneParts,
		keep: 'weekday',
		moved: {},
		grants: [],
		...change,
	};
}
const count = async (table: string) => Number((await ctx.byHand(`select count(*) as n from ${table}`)).rows[0].n);
const secretaryId = () => (secretary.kind === 'person' ? secretary.personId : '');

describe('a plan', () => {
	test('is for organisers of the edition or of its organisation; a secretary is told no, a stranger nothing', async () => {
		await expect(planEdition(ctx, secretary, await request(), calls)).rejects.toMatchObject({ kind: 'forbidden' });
		const stranger = await somebody('organiser', 'edition', 'elsewhere');
		await expect(planEdition(ctx, stranger, await request(), calls)).rejects.toMatchObject({ kind: 'not-found' });
		const { organisationId } = (await editionBySlug(ctx, 'ipspace-2021')) ?? {};
		const host = await somebody('organiser', 'organisation', organisationId as string);
		const plan = await planEdition(ctx, host, await request(), calls);
		expect(plan).toMatchObject({ problems: [], becomesOrganiser: false });
	});
	test('writes nothing, names who may be given what, and what is wrong at its field', async () => {
		const before = await count('ledger_event');
		const plan = await planEdition(ctx, organiser, await request(), calls);
		expect(plan.problems).toEqual([]);
		expect(plan.becomesOrganiser).toBe(true);
		expect(plan.people.map(({ relation }) => relation)).toEqual(['secretary']);
		expect(await count('ledger_event')).toBe(before);

		const wrong = async (change: object, starts?: string) => {
			const good = await request({}, starts);
			const { problems } = await planEdition(
				ctx,
				organiser,
				{ ...good, identity: { ...good.identity, ...change } },
				calls,
			);
			return problems.map(({ path, code }) => `${path} ${code}`);
		};
		expect(await wrong({ slug: 'ipspace-2021' })).toEqual(['slug slug-taken']);
		expect(await wrong({ slug: 'ipspace-2019' })).toEqual(['slug slug-taken']);
		expect(await wrong({ slug: 'desk' })).toEqual(['slug reserved-slug']);
		expect(await wrong({ name: { en: 'X', zh: '' } })).toContain('name.zh too-small');
		expect(await wrong({ ends: '2023-11-01' })).toEqual(['ends ends-before-start']);
		expect(await wrong({ starts: 'soon' })).toContain('starts no-such-day');
		expect(await wrong({ zone: 'Mars/Base' })).toContain('zone no-such-zone');
		// Now is October 2021: a call of the days of 2021 would open at once.
		expect(await wrong({ slug: 'again' }, '2021-11-17')).toContain('calls.0.window.opens opens-in-past');
	});
});

describe('a new edition from a past one', () => {
	test('is refused whole when something is wrong', async () => {
		const before = [await count('edition'), await count('call'), await count('ledger_event')];
		const bad = await request({ moved: { 'calls.0.window.closes': '2020-01-01T00:00' } });
		await expect(createEdition(ctx, organiser, bad, calls)).rejects.toMatchObject({ kind: 'invalid' });
		await expect(createEdition(ctx, secretary, await request(), calls)).rejects.toMatchObject({ kind: 'forbidden' });
		expect([await count('edition'), await count('call'), await count('ledger_event')]).toEqual(before);
	});
	test('is in preparation, holds what was chosen, and takes nobody along who was not named', async () => {
		const persons = await count('person');
		const applications = await count('application');
		const before = await publicEdition(ctx, 'ipspace-2021', calls);
		const { editionId, granted } = await createEdition(ctx, organiser, await request(), calls);
		expect(granted).toBe(1);
		expect(await count('person')).toBe(persons);
		expect(await count('application')).toBe(applications);
		expect((await relationsTo(ctx, [{ type: 'edition', id: editionId }])).map(({ relation }) => relation)).toEqual([
			'organiser',
		]);
		expect(await publicEdition(ctx, 'ipspace-2021', calls)).toEqual(before);

		const open = await publicEdition(ctx, 'ipspace-2023', calls);
		expect(open?.bundle).toMatchObject({ tracks: { tracks: [] }, dates: [], pages: [], calls: [], partners: [] });
		expect(open?.bundle.edition.name.en).toContain('2023');
		expect((await currentEdition(ctx))?.slug).toBe('ipspace-2021');
		const call = (await callsForVisitor(ctx, editionId)).find(({ slug }) => slug === 'abstracts');
		expect(call).toMatchObject({ slug: 'abstracts', state: 'not-yet-open' });
		expect(new Date(call?.window.closesAt ?? 0).toISOString()).toBe('2023-10-13T16:00:00.000Z');
		expect(await committeeOf(ctx, editionId)).toEqual([]);
		const proposals = (await committeeOf(ctx, editionId, { readings: true })).flatMap(({ members }) => members);
		expect(proposals.length).toBeGreaterThan(0);

		const events = await ledgerOf(ctx, { type: 'edition', id: editionId });
		expect(events.map(({ action }) => action)).toEqual(['create-edition', 'grant']);
		const { changes } = await historyOf(ctx, organiser2(editionId), editionId, {});
		expect(changes.map(({ kind }) => kind)).toEqual(['created']);
	});
	test('is published by its desk; an edit of it is none of the past one', async () => {
		const { id } = (await editionBySlug(ctx, 'ipspace-2023')) ?? {};
		const revision = async (scope: string) =>
			(await ctx.byHand('select * from public_revision where scope = $1', [scope])).rows[0];
		const before = await revision(past);
		const value = { name: { en: 'New', zh: '新' }, subjects: [], draft: false, position: 0 };
		await edit(ctx, system('test'), id as string, { key: 'track/T1', value }, calls);
		expect(await revision(past)).toEqual(before);
		expect(before).toBeDefined();
	});
	test('is public once its desk has published it, and only once', async () => {
		const { id } = (await editionBySlug(ctx, 'ipspace-2023')) ?? {};
		const stranger = await somebody('organiser', 'edition', 'elsewhere');
		await expect(publishEdition(ctx, stranger, id as string, calls)).rejects.toMatchObject({ kind: 'not-found' });
		await publishEdition(ctx, organiser2(id as string), id as string, calls);
		const open = await publicEdition(ctx, 'ipspace-2023', calls);
		expect(open?.bundle.tracks.tracks.length).toBeGreaterThan(0);
		expect(open?.bundle.committee?.roles).toEqual([]);
		const again = publishEdition(ctx, organiser2(id as string), id as string, calls);
		await expect(again).rejects.toMatchObject({ code: 'published-already' });
	});
	test('gives the relations that were ticked, and only those', async () => {
		const named = await request({ grants: [`secretary:${secretaryId()}`, 'organiser:nobody'] }, '2024-11-14');
		const { editionId } = await createEdition(ctx, organiser, named, calls);
		const subject = await editionSubject(ctx, editionId);
		const again = await actorFor(ctx, secretaryId(), 'session');
		expect(can(again, 'edition.edit', subject, ctx.clock)).toBe('yes');
		expect(await relationsTo(ctx, [{ type: 'edition', id: editionId }])).toHaveLength(2);
	});
	test('comes into being once, however many make it at the same time', async () => {
		const same = await request({}, '2025-11-20');
		const made = await Promise.allSettled([1, 2, 3].map(() => createEdition(ctx, organiser, same, calls)));
		expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	});
});

test('a blank edition belongs to the organisation that holds it; a new organisation needs an operator', async () => {
	const { organisationId } = (await editionBySlug(ctx, 'ipspace-2021')) ?? {};
	const host = await somebody('organiser', 'organisation', organisationId as string);
	const { identity } = await request({}, '2026-05-05');
	const blank = (host: string | { id: string; name: { en: string; zh: string } }): EditionRequest => ({
		origin: { kind: 'blank', series: 'ipspace', host },
		identity: { ...identity, slug: 'workshop-2026' },
		parts: [],
		keep: 'weekday',
		moved: {},
		grants: [],
	});
	const fresh = { id: 'new-body', name: { en: 'New body', zh: '新机构' } };
	await expect(createEdition(ctx, host, blank(fresh), calls)).rejects.toMatchObject({ kind: 'not-found' });
	await expect(createEdition(ctx, organiser, blank('csa'), calls)).rejects.toMatchObject({ kind: 'not-found' });
	const { editionId } = await createEdition(ctx, host, blank('csa'), calls);
	expect(can(host, 'edition.edit', await editionSubject(ctx, editionId), ctx.clock)).toBe('yes');
	const taken = await planEdition(ctx, system('test'), blank({ ...fresh, id: 'csa' }), calls);
	expect(taken.problems.map(({ path, code }) => `${path} ${code}`)).toContain('host.id slug-taken');
});

/** Who made an edition, as his next request knows him. */
function organiser2(editionId: string): Actor {
	if (organiser.kind !== 'person') throw new Error('not a person');
	return { ...organiser, relations: [{ relation: 'organiser', on: 'edition', id: editionId }] };
}
