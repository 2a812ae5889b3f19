import { describe, expect, test } from 'vitest';
import { type PersonData, personColumns } from '#core/person-data/index.ts';
import { grantRelation, relationPersonData, relationsOf, system } from '#core/access/index.ts';
import { minute } from '#core/clock/index.ts';
import { addressesOf, createToken, identify, identityPersonData, linkIdentity } from '#core/identity/index.ts';
import { ledgerPersonData, sealLedger, verifyLedger } from '#core/ledger/index.ts';
import { mailPersonData } from '#core/mail/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { profileInput } from '../profile.ts';
import {
	addAddress,
	confirmAddress,
	erasePerson,
	exportPerson,
	mergePeople,
	peoplePersonData,
	preferAddress,
	presentId,
	provedOther,
	readPeople,
	readPerson,
	removeAddress,
	updateProfile,
} from './index.ts';
import { testPeople } from './testing.ts';

const ctx = await testContext();
const people = testPeople(ctx);
// What this module stands on; the whole list is tested in tests/modules/person-export.test.ts.
const parts: readonly PersonData[] = [
	relationPersonData,
	mailPersonData,
	ledgerPersonData,
	identityPersonData,
	peoplePersonData,
];
const code = (work: Promise<unknown>) =>
	work.then(
		() => 'no refusal',
		(error) => (error instanceof Refusal ? `${error.status} ${error.problems[0]?.code ?? error.code}` : String(error)),
	);

/** Every row of the database, in any column that refers to a person, that refers to this one. */
async function rowsOf(personId: string): Promise<string[]> {
	const found: string[] = [];
	for (const column of await personColumns(ctx.db)) {
		const [table, name] = column.split('.');
		const { rows } = await ctx.byHand(`select 1 from "${table}" where "${name}" = $1`, [personId]);
		if (rows.length > 0) found.push(column);
	}
	return found;
}

async function named(address: string, given: string, family: string) {
	const arrived = await people.arrive(address);
	const input = profileInput(await readPerson(ctx, arrived.personId));
	await updateProfile(ctx, arrived.actor, arrived.personId, { ...input, given, family });
	return arrived;
}

describe('the profile', () => {
	test('is changed by its owner, and only by him; the ledger knows which fields, the person’s part what they were', async () => {
		const ada = await named('ada@sample.example', 'Ada', 'Sample');
		const bo = await people.arrive('bo@sample.example');
		const input = profileInput(await readPerson(ctx, ada.personId));
		expect(await code(updateProfile(ctx, bo.actor, ada.personId, input))).toBe('404 not-found');
		expect(await code(updateProfile(ctx, { kind: 'visitor' }, ada.personId, input))).toBe('401 sign-in-first');
		expect(await code(updateProfile(ctx, ada.actor, ada.personId, { ...input, orcid: '1' }))).toBe(
			'400 orcid-bad-form',
		);
		// News show his name: their pages are made anew, and not for anything else.
		const news = async () =>
			(await ctx.byHand(`select number from public_revision where scope = 'news'`)).rows[0]?.number ?? 0;
		const before = await news();
		await updateProfile(ctx, ada.actor, ada.personId, { ...input, han: '样例', zone: 'Asia/Shanghai' });
		expect(await news()).toBe(before + 1);
		expect((await readPeople(ctx, [ada.personId])).get(ada.personId)).toMatchObject({
			names: { given: 'Ada', family: 'Sample', han: '样例' },
			zone: 'Asia/Shanghai',
		});
		const { rows } = await ctx.byHand(
			`select data, detail from ledger_event e join ledger_detail d on d.event_id = e.id
			where action = 'update-profile' and subject_id = $1 order by e.id desc limit 1`,
			[ada.personId],
		);
		expect(rows[0]).toEqual({
			data: { fields: ['names', 'zone'] },
			detail: { names: { given: 'Ada', family: 'Sample' }, zone: null },
		});
		await updateProfile(ctx, ada.actor, ada.personId, { ...input, han: '样例', zone: 'Europe/Berlin' });
		expect(await news()).toBe(before + 1);
	});
});

describe('addresses', () => {
	test('a further one is added by its code, made primary, and the last stays', async () => {
		const di = await people.arrive('di@sample.example');
		const asked = await people.askToAdd(di.personId, 'di@second.example');
		const confirm = (window: string, typed: string) =>
			confirmAddress(ctx, di.actor, di.personId, { window, code: typed, ip: people.freshIp() });
		expect(await confirm(asked.window, asked.code)).toEqual({ outcome: 'added', address: 'di@second.example' });
		expect(await addressesOf(ctx, di.personId)).toMatchObject([
			{ address: 'di@sample.example', primary: true },
			{ address: 'di@second.example', primary: false },
		]);
		await preferAddress(ctx, di.actor, di.personId, 'di@second.example');
		await removeAddress(ctx, di.actor, di.personId, 'di@second.example');
		expect(await addressesOf(ctx, di.personId)).toMatchObject([{ address: 'di@sample.example', primary: true }]);
		expect(await code(removeAddress(ctx, di.actor, di.personId, 'di@sample.example'))).toBe('409 last-address');
		expect((await people.arrive('di@second.example')).personId).not.toBe(di.personId);
		const own = { address: 'di@sample.example', locale: 'en', ip: people.freshIp(), origin: people.origin } as const;
		expect(await code(addAddress(ctx, di.actor, di.personId, own))).toBe('400 address-yours');
	});

	test('a code asked for in one account proves nothing in another, nor does a code to sign in', async () => {
		const attacker = await people.arrive('mallory@sample.example');
		const victim = await people.arrive('vic@sample.example');
		const asked = await people.askToAdd(victim.personId, 'vic@second.example');
		const confirm = (window: string, typed: string) =>
			code(confirmAddress(ctx, attacker.actor, attacker.personId, { window, code: typed, ip: people.freshIp() }));
		expect(await confirm(asked.window, asked.code)).toBe('400 code-wrong');
		const signIn = await people.ask('vic@third.example');
		expect(await confirm(signIn.window, signIn.code)).toBe('400 code-other-window');
	});
});

describe('merging', () => {
	async function two(name: string) {
		const stays = await named(`${name}@sample.example`, 'Gi', 'Sample');
		const goes = await named(`${name}@institute.example`, 'Gianna', 'Other');
		const input = profileInput(await readPerson(ctx, goes.personId));
		await updateProfile(ctx, goes.actor, goes.personId, { ...input, orcid: '0000-0002-1825-0097', han: '样例' });
		return { stays, goes };
	}

	test('both addresses proved: everything follows, the old id points to the new, old sessions and tokens go on', async () => {
		const { stays, goes } = await two('gi');
		for (const who of [stays, goes]) {
			await grantRelation(ctx, system('test'), who.personId, 'reviewer', { type: 'edition', id: 'e' });
		}
		await grantRelation(ctx, system('test'), goes.personId, 'chair', { type: 'track', id: 't3' });
		await linkIdentity(ctx, goes.personId, 'orcid', `sub-${goes.personId}`);
		const { token } = await createToken(ctx, goes.personId, { name: 'CI', scopes: ['own:read'], days: 7 });
		const asked = await people.askToAdd(stays.personId, 'gi@institute.example');
		const input = { window: asked.window, code: asked.code, ip: people.freshIp() };
		expect(await confirmAddress(ctx, stays.actor, stays.personId, input)).toMatchObject({ outcome: 'other-account' });
		expect(await provedOther(ctx, stays.personId, asked.window)).toEqual({
			personId: goes.personId,
			address: 'gi@institute.example',
		});
		await mergePeople(ctx, stays.actor, parts, { from: goes.personId, into: stays.personId, window: asked.window });

		expect(await rowsOf(goes.personId)).toEqual([]);
		expect(await presentId(ctx, goes.personId)).toBe(stays.personId);
		expect(await readPerson(ctx, goes.personId)).toMatchObject({
			id: stays.personId,
			names: { given: 'Gi', family: 'Sample', han: '样例' },
			orcid: '0000-0002-1825-0097',
		});
		expect((await addressesOf(ctx, stays.personId)).map((row) => [row.address, row.primary])).toEqual([
			['gi@sample.example', true],
			['gi@institute.example', false],
		]);
		expect((await relationsOf(ctx, stays.personId)).map((one) => one.relation).sort()).toEqual(['chair', 'reviewer']);
		expect((await identify(ctx, { cookie: `orrery=${goes.secret}` })).actor).toMatchObject({
			personId: stays.personId,
		});
		expect((await identify(ctx, { authorization: `Bearer ${token}` })).actor).toMatchObject({
			personId: stays.personId,
		});
		expect((await people.arrive('gi@institute.example')).personId).toBe(stays.personId);
		const { rows } = await ctx.byHand(
			`select data from ledger_event where action = 'merge-people' and subject_id = $1`,
			[stays.personId],
		);
		expect(rows).toEqual([{ data: { from: goes.personId } }]);
		// A chain of merges stays one step long.
		const third = await people.arrive('gi@third.example');
		const operator = {
			...third.actor,
			relations: [{ relation: 'operator', on: 'installation', id: 'installation' }],
		} as const;
		await mergePeople(ctx, operator as never, parts, { from: stays.personId, into: third.personId });
		expect(await presentId(ctx, goes.personId)).toBe(third.personId);
		expect(await rowsOf(stays.personId)).toEqual([]);
	});

	test('without the proof, with an old proof, or with another window nothing happens', async () => {
		const { stays, goes } = await two('ha');
		const pair = { from: goes.personId, into: stays.personId };
		expect(await code(mergePeople(ctx, stays.actor, parts, pair))).toBe('404 not-found');
		const asked = await people.askToAdd(stays.personId, 'ha@institute.example');
		expect(await code(mergePeople(ctx, stays.actor, parts, { ...pair, window: asked.window }))).toBe('404 not-found');
		const input = { window: asked.window, code: asked.code, ip: people.freshIp() };
		await confirmAddress(ctx, stays.actor, stays.personId, input);
		const another = await people.askToAdd(stays.personId, 'nobody@institute.example');
		expect(await code(mergePeople(ctx, stays.actor, parts, { ...pair, window: another.window }))).toBe('404 not-found');
		expect(await code(mergePeople(ctx, goes.actor, parts, { ...pair, window: asked.window }))).toBe('404 not-found');
		const start = ctx.clock.process.now();
		ctx.setNow(start + 31 * minute);
		expect(await code(mergePeople(ctx, stays.actor, parts, { ...pair, window: asked.window }))).toBe('404 not-found');
		ctx.setNow(start);
		expect((await readPerson(ctx, goes.personId)).id).toBe(goes.personId);
		await mergePeople(ctx, stays.actor, parts, { ...pair, window: asked.window });
		expect((await readPerson(ctx, goes.personId)).id).toBe(stays.personId);
	});

	test('one part that fails undoes all of it', async () => {
		const { stays, goes } = await two('io');
		const asked = await people.askToAdd(stays.personId, 'io@institute.example');
		await confirmAddress(ctx, stays.actor, stays.personId, {
			window: asked.window,
			code: asked.code,
			ip: people.freshIp(),
		});
		const broken = { ...peoplePersonData, merge: () => Promise.reject(new Error('broken')) };
		const pair = { from: goes.personId, into: stays.personId, window: asked.window };
		await expect(mergePeople(ctx, stays.actor, [identityPersonData, broken], pair)).rejects.toThrow('broken');
		expect((await identify(ctx, { cookie: `orrery=${goes.secret}` })).actor).toMatchObject({ personId: goes.personId });
	});
});

describe('export and erasure', () => {
	test('the export holds everything, without secrets, and is one’s own', async () => {
		const ju = await named('ju@sample.example', 'Ju', 'Sample');
		await createToken(ctx, ju.personId, { name: 'CI', scopes: ['own:read'], days: 7 });
		await grantRelation(ctx, system('test'), ju.personId, 'author', { type: 'edition', id: 'e' });
		const other = await people.arrive('leak@sample.example');
		expect(await code(exportPerson(ctx, other.actor, parts, ju.personId))).toBe('404 not-found');
		const exported = await exportPerson(ctx, ju.actor, parts, ju.personId);
		expect(Object.keys(exported.data)).toEqual(['relations', 'mail', 'ledger', 'sign-in', 'profile']);
		expect(exported).toMatchObject({
			format: 'orrery-person/1',
			person: ju.personId,
			exportedAt: '2021-10-10T01:00:00.000Z',
			data: {
				profile: { names: { given: 'Ju', family: 'Sample' } },
				'sign-in': {
					addresses: [{ address: 'ju@sample.example', verifiedAt: '2021-10-10T01:00:00.000Z' }],
					tokens: [{ name: 'CI', scopes: ['own:read'] }],
					sessions: [{ method: 'code' }],
				},
				relations: [{ relation: 'author', objectType: 'edition', objectId: 'e' }],
			},
		});
		const text = JSON.stringify(exported);
		expect(text).not.toContain('leak@sample.example');
		const { rows } = await ctx.byHand('select digest from session union select digest from personal_token');
		for (const row of rows) expect(text).not.toContain(row.digest);
		expect(text).not.toContain(ju.secret);
	});

	test('erasing empties the record, ends every session and relation, and leaves a ledger that verifies', async () => {
		const ka = await named('ka@sample.example', 'Ka', 'Unmistakable');
		await grantRelation(ctx, system('test'), ka.personId, 'author', { type: 'edition', id: 'e' });
		await sealLedger(ctx);
		const other = await people.arrive('lu@sample.example');
		expect(await code(erasePerson(ctx, other.actor, parts, ka.personId))).toBe('404 not-found');
		await erasePerson(ctx, ka.actor, parts, ka.personId);
		expect(await rowsOf(ka.personId)).toEqual(['relation.person_id']);
		expect(await relationsOf(ctx, ka.personId)).toEqual([]);
		expect((await identify(ctx, { cookie: `orrery=${ka.secret}` })).actor.kind).toBe('visitor');
		expect(await code(readPerson(ctx, ka.personId))).toBe('404 not-found');
		for (const table of [
			'person',
			'account_address',
			'mail_code',
			'mail',
			'ledger_detail',
			'ledger_event',
			'session',
		]) {
			const { rows } = await ctx.byHand(
				`select count(*)::int as n from ${table} t where t::text ~ 'Unmistakable|ka@sample'`,
			);
			expect([table, rows[0]?.n]).toEqual([table, 0]);
		}
		await sealLedger(ctx);
		expect(await verifyLedger(ctx)).toMatchObject({ good: true });
		expect((await people.arrive('ka@sample.example')).personId).not.toBe(ka.personId);
	});

	test('the last who runs the installation stays', async () => {
		const mo = await people.arrive('mo@sample.example');
		const installation = { type: 'installation', id: 'installation' } as const;
		await grantRelation(ctx, system('test'), mo.personId, 'operator', installation);
		expect(await code(erasePerson(ctx, mo.actor, parts, mo.personId))).toBe('409 last-operator');
		const ny = await people.arrive('ny@sample.example');
		await grantRelation(ctx, system('test'), ny.personId, 'operator', installation);
		await erasePerson(ctx, mo.actor, parts, mo.personId);
		expect(await code(erasePerson(ctx, ny.actor, parts, ny.personId))).toBe('409 last-operator');
	});
});
