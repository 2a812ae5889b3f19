import { beforeAll, describe, expect, it } from 'vitest';
import { stakesOf } from '../../src/core/access/index.ts';
import { refusalOf } from '../../src/modules/calls/server/testing.ts';
import {
	assign,
	conflictsForDesk,
	conflictsOf,
	decideConflicts,
	myReviews,
	reviewPage,
	saveScore,
	stageObjectId,
} from '../../src/modules/review/server/index.ts';
import { conflictMessages } from '../../src/modules/review/ui/conflict-messages.ts';
import { type Handed, openSymposium, type Person } from './every-call/play.ts';

/*
 * Nobody on a jury stands in a relation with the enterprise that applies, or with a sponsor or exhibitor of the edition that
 * applies or is named: in the selection of star enterprises, over the real calls of an edition.
 */

const { ctx, edition, play, organiser, secretary } = await openSymposium();
const stage = 'written';
let desk = '';
let head: Person;
const jurors: Record<string, Person> = {};
const entries: Record<string, Handed> = {};
let speaker: Handed;

/** Another enterprise of the selection. */
async function enterprise(name: string, change: Record<string, string> = {}): Promise<Handed> {
	const call = await play.call('star-enterprises', desk);
	return play.apply(call, undefined, {
		name,
		website: `https://${name.toLowerCase().split(' ')[0]}.com.example/`,
		...change,
	});
}

async function juror(key: string, address: string, affiliation?: object): Promise<void> {
	const found = await play.person(`Juror${key}`, address, {
		name: 'reviewer',
		type: 'stage',
		id: stageObjectId(desk, stage),
	});
	if (affiliation) {
		await ctx.byHand('update person set affiliations = $2 where id = $1', [
			found.personId,
			JSON.stringify([{ name: affiliation }]),
		]);
	}
	jurors[key] = found;
}

const of = (key: string) => (entries[key] as Handed).application;
const who = (key: string) => (jurors[key] as Person).personId;

/** What is between a juror and an entry: kind, state and evidence, as a chair reads it. */
async function between(person: string, entry: string) {
	const lists = await Promise.all(
		(['open', 'decided', 'record'] as const).map((tab) =>
			conflictsForDesk(ctx, head, { desk, call: 'star-enterprises', locale: 'en', tab }),
		),
	);
	const row = lists.flatMap(({ rows }) => rows).find(({ key }) => key === `${of(entry)} ${person}`);
	// Invented applicants are called alike, which is a hint of its own.
	const found = (row?.facts ?? []).filter(({ kind }) => kind === 'sponsor');
	return found.length > 0 ? found.map(({ state, evidence }) => [state, evidence.by, evidence.value]) : undefined;
}

beforeAll(async () => {
	const { rows } = await ctx.byHand(`select id from organisation where slug = 'ipa-space'`);
	desk = await play.standing('star-enterprises', rows[0].id);
	head = await play.person('Head', 'head@desk.example', { name: 'organiser', type: 'call', id: desk });
	// A sponsor that the edition names among its partners.
	await ctx.byHand(
		`insert into organisation (id, slug, name, url) values ('nova', 'nova-rockets', $1, 'https://www.novarockets.com.example/en')`,
		[JSON.stringify({ en: 'Nova Rockets Corporation', zh: '新星火箭公司' })],
	);
	await ctx.byHand(
		`insert into partner (id, edition_id, code, position, organisation_id, kind) values ('p-nova', $1, 'sponsor/nova', 99, 'nova', 'sponsor')`,
		[edition],
	);
	// One that applied to be a sponsor; its speaker has no other tie to it.
	speaker = await play.apply(await play.call('sponsorship'), undefined, {
		name: 'Helios Launch Company',
		website: 'https://www.helios.com.example/',
	});
	play.turnTo('2021-11-25T10:00');
	await juror('staff', 'staff@elsewhere.example', { en: 'Helios Launch Company' });
	await juror('mail', 'post@space.helios.com.example');
	await juror('nova', 'nova@elsewhere.example', { zh: '新星火箭公司' });
	await juror('novamail', 'sales@eu.novarockets.com.example');
	await juror('free', 'free@elsewhere.example', { en: 'University of Freewold' });
	const object = { name: 'reviewer', type: 'stage', id: stageObjectId(desk, stage) } as const;
	const { personId } = speaker.by;
	await ctx.byHand(
		`insert into relation (id, person_id, relation, object_type, object_id, since) values ('speaks', $1, $2, $3, $4, now())`,
		[personId, object.name, object.type, object.id],
	);
	jurors.speaker = await play.again(personId);
	entries.helios = await enterprise('Helios Launch Company', { website: 'https://helios.com.example' });
	entries.partner = await enterprise('Selene Optics', {
		'partners.0.family': 'Partner',
		'partners.0.given': 'Pat',
		'partners.0.affiliation': 'Nova Rockets Corp., Propulsion Department',
		'partners.0.email': 'pat@partner.example',
	});
	entries.mention = await enterprise('Terra Sensing', {
		transfer: 'Its sensors flew with Nova Rockets Corporation, and they serve farms now.',
	});
	entries.chinese = await enterprise('Ceres Water', { transfer: '该产品与新星火箭公司联合研制，现用于农业。' });
	entries.other = await enterprise('Vesta Farming', { transfer: 'Novarockets corporations are another word.' });
});

describe('a jury', () => {
	it('has nobody of the enterprise that applies: by affiliation, by mail domain', async () => {
		expect(await between(who('staff'), 'helios')).toEqual([['counts', 'organisation', 'Helios Launch Company']]);
		expect(await between(who('mail'), 'helios')).toEqual([['counts', 'site', 'helios.com.example']]);
		for (const key of ['free', 'nova', 'speaker']) expect(await between(who(key), 'helios')).toBeUndefined();
		for (const key of ['staff', 'mail']) expect(await between(who(key), 'other')).toBeUndefined();
	});

	it('has nobody who stands for a sponsor, from when that was granted on and no longer when it was given back', async () => {
		await play.screenAll(secretary, speaker, 'fit');
		await play.decide(organiser, speaker, 'fits');
		expect(await between(who('speaker'), 'helios')).toBeUndefined();
		await play.decide(organiser, speaker, 'agreed');
		expect(await between(who('speaker'), 'helios')).toEqual([['counts', 'sponsor-person', 'Helios Launch Company']]);
		for (const key of ['partner', 'mention', 'other']) expect(await between(who('speaker'), key)).toBeUndefined();
		await ctx.byHand(`update application set state = 'declined' where id = $1`, [speaker.application]);
		expect(await between(who('speaker'), 'helios')).toBeUndefined();
		await ctx.byHand(`update application set state = 'confirmed' where id = $1`, [speaker.application]);
	});

	it('has nobody of a sponsor that the entry names; one whose name only stands in a text is a hint', async () => {
		expect(await between(who('nova'), 'partner')).toEqual([
			['counts', 'sponsor-institution', 'Nova Rockets Corporation'],
		]);
		expect(await between(who('novamail'), 'partner')).toEqual([
			['counts', 'sponsor-domain', 'Nova Rockets Corporation'],
		]);
		expect(await between(who('nova'), 'mention')).toEqual([
			['hint', 'sponsor-institution', 'Nova Rockets Corporation'],
		]);
		expect(await between(who('nova'), 'chinese')).toEqual([
			['hint', 'sponsor-institution', 'Nova Rockets Corporation'],
		]);
		expect(await between(who('nova'), 'other')).toBeUndefined();
		expect(await between(who('free'), 'partner')).toBeUndefined();
		const found = await conflictsOf(ctx, desk);
		expect(found.filter(({ person }) => person === who('free'))).toEqual([]);
	});

	it('is not asked to judge it; confirmed by a chair, the entry is hidden from who had it, with his score', async () => {
		const people = ['staff', 'mail', 'nova', 'speaker', 'free'].map(who);
		for (const entry of Object.values(entries)) await play.screenAll(head, entry, 'eligibility');
		for (const entry of Object.values(entries)) await play.decide(head, entry, 'eligible');
		const asked = async (key: string) => {
			const { left } = await assign(ctx, head, { call: desk, stage, applications: [of(key)], people });
			return left.map(({ person, why }) => [Object.keys(jurors).find((name) => who(name) === person), why]).sort();
		};
		expect(await asked('helios')).toEqual([
			['mail', 'conflict'],
			['speaker', 'conflict'],
			['staff', 'conflict'],
		]);
		expect(await asked('partner')).toEqual([['nova', 'conflict']]);
		// A hint counts nothing: he is asked, reads and scores.
		expect(await asked('mention')).toEqual([]);
		const nova = await play.again(who('nova'));
		const application = of('mention');
		expect(JSON.stringify(await reviewPage(ctx, nova, { application }))).toContain('Terra Sensing');
		const points = ['novelty', 'transfer', 'impact'].map((id) => [`points.${id}`, '5'] as const);
		await saveScore(ctx, nova, { application, entries: points, revision: 0, submit: true });
		const pairs = [`${application} ${who('nova')}`];
		const input = { desk, call: 'star-enterprises', pairs, verdict: 'confirmed', reason: 'It pays for their trials.' };
		expect(await refusalOf(decideConflicts(ctx, nova, input))).toMatchObject({ kind: 'not-found' });
		expect(await decideConflicts(ctx, head, input)).toEqual({ decided: 1, left: [] });
		const after = await play.again(who('nova'));
		expect(await refusalOf(reviewPage(ctx, after, { application }))).toMatchObject({ kind: 'not-found' });
		expect(JSON.stringify(await myReviews(ctx, after))).not.toContain('Terra Sensing');
		expect(await stakesOf(ctx, who('nova'))).toEqual([application]);
		expect((await asked('mention')).filter(([name]) => name === 'nova')).toEqual([['nova', 'conflict']]);
		// Who was not concerned still has it.
		expect(await reviewPage(ctx, await play.again(who('free')), { application })).toBeDefined();
	});

	it('costs the same number of statements, however many apply', async () => {
		const few = await ctx.countStatements(() => conflictsOf(ctx, desk));
		for (const name of ['Ops One', 'Ops Two', 'Ops Three']) await enterprise(name);
		expect(await ctx.countStatements(() => conflictsOf(ctx, desk))).toBe(few);
		expect(few).toBeLessThanOrEqual(21);
	});

	it('tells its chair why, in both languages', () => {
		for (const by of ['site', 'sponsor-institution', 'sponsor-domain', 'sponsor-person'] as const) {
			for (const locale of ['en', 'zh'] as const) {
				const said = conflictMessages[locale].evidence[by]({ value: 'Nova Rockets', who: 'Selene Optics' });
				expect(said).toContain('Nova Rockets');
				expect(said).toContain('Selene Optics');
				expect(conflictMessages[locale].evidence[by]({ value: 'Nova Rockets', who: '' })).not.toContain('undefined');
			}
		}
	});
});

describe('where no jury decides', () => {
	it('a sponsor that is named is no conflict', async () => {
		play.turnTo('2021-10-10T09:00');
		const call = await play.call('abstracts');
		const author = await play.apply(call, undefined, { title: 'With Nova Rockets Corporation' });
		const [review] = call.stages.map(({ stage: one }) => one);
		const object = { name: 'reviewer', type: 'stage', id: stageObjectId(call.id, review?.id ?? '') } as const;
		const reviewer = await play.person('Reviewer', 'nova-too@elsewhere.example', object);
		await ctx.byHand('update person set affiliations = $2 where id = $1', [
			reviewer.personId,
			JSON.stringify([{ name: { en: 'Nova Rockets Corporation' } }]),
		]);
		const found = await conflictsOf(ctx, call.id);
		expect(found.filter(({ application }) => application === author.application)).toEqual([]);
	});
});
