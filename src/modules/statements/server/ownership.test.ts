import { describe, expect, it } from 'vitest';
import { type Actor, visitor } from '#core/access/index.ts';
import { linkIdentity } from '#core/identity/index.ts';
import { exportMailOf } from '#core/mail/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import {
	confirmSignature,
	ownSignatures,
	refuseSignatures,
	signatureByLink,
	statementPersonData,
	withdrawSignature,
} from './index.ts';
import {
	accountForTest,
	everyWayOut,
	person,
	refusalOf,
	releasedForTest,
	signForTest,
	statementGround,
} from './testing.ts';

const { ctx, one, form } = await statementGround('whose-it-is');

const idOf = async (email: string) =>
	(await ctx.byHand('select id from signature where email = $1', [email])).rows[0]?.id as string;
/** What somebody takes home of his data: his letters and his signatures. */
const taken = async (personId: string) =>
	JSON.stringify([await exportMailOf(ctx, personId), await statementPersonData.export(ctx, personId)]);

describe('who is only counted', () => {
	it('is not found by trying names', async () => {
		const name = { given: 'Quietly', family: 'Countedworth', affiliation: 'Hush College' };
		await signForTest(ctx, one.slug, form({ ...name, visibility: 'anonymous' }));
		const { secret } = await signForTest(ctx, one.slug, form(name));
		expect((await signatureByLink(ctx, visitor, secret as string)).state).toBe('public');
		const { rows } = await ctx.byHand("select flags from signature where names->>'family' = 'Countedworth'");
		expect(rows.map(({ flags }) => flags)).toEqual([[], []]);
		// Two who are named are compared.
		await signForTest(ctx, one.slug, form(name));
		const { rows: named } = await ctx.byHand(
			"select flags->0->>'code' as code from signature where names->>'family' = 'Countedworth' order by position",
		);
		expect(named.map(({ code }) => code)).toEqual([null, null, 'same-name-and-affiliation']);
	});
});

describe('a letter of confirmation', () => {
	const letters = async (email: string) =>
		(await ctx.byHand('select subject, text, html from mail where to_address = $1', [email])).rows;

	it('repeats nothing that whoever sent the form has typed', async () => {
		const email = 'stranger@elsewhere.example';
		const typed = form({ email, given: 'Call Now', family: 'Winningsberg', role: 'Lotterymaster' });
		await signForTest(ctx, one.slug, typed, { confirm: false });
		const [letter] = await letters(email);
		expect(letter?.text).toContain('Good day,');
		expect(JSON.stringify(letter)).not.toMatch(/Call Now|Winningsberg|Lotterymaster/);
	});

	it('goes to a mailbox four times a day, also when all are asked for at once', async () => {
		const email = 'rush@elsewhere.example';
		await Promise.all(Array.from({ length: 8 }, () => signForTest(ctx, one.slug, form({ email }), { confirm: false })));
		expect(await letters(email)).toHaveLength(4);
	});
});

describe('who types a form for another mailbox', () => {
	it('reads no letter to it, and neither owns nor withdraws what it signs', async () => {
		const typist = await accountForTest(ctx, 'typist@lakeside.example');
		const actor = person(typist);
		const email = 'colleague@lakeside.example';
		const asked = await signForTest(ctx, one.slug, form({ email, family: 'Colleagueson' }), { actor, confirm: false });
		expect(asked.secret).not.toBeNull();
		expect(await taken(typist)).not.toContain('/statements/signatures/');
		// Nor by confirming it from a session of his own, with a letter that was forwarded to him.
		const signed = await signForTest(ctx, one.slug, form({ email: 'boss@lakeside.example' }), { actor });
		expect(signed.result).toBe('signed');
		const id = await idOf('boss@lakeside.example');
		await refuseSignatures(ctx, one.organiser, { statement: one.id, signatures: [id], reason: 'Is it you?' });
		expect(await taken(typist)).not.toMatch(/statements\/signatures|boss@/);
		expect(await ownSignatures(ctx, actor)).toEqual([]);
		expect(await refusalOf(withdrawSignature(ctx, actor, { signature: id }))).toMatchObject({ kind: 'not-found' });
		await statementPersonData.erase(ctx, typist);
		expect(await idOf('boss@lakeside.example')).toBe(id);
		expect((await signatureByLink(ctx, visitor, signed.secret as string)).state).toBe('refused');
	});

	it('nor is anything confirmed by somebody who looks through the eyes of another', async () => {
		const email = 'looked-through@lakeside.example';
		const { secret } = await signForTest(ctx, one.slug, form({ email }), { confirm: false });
		const actor = { ...person('someone'), seenBy: { personId: 'support', relations: [] } } as Actor;
		const input = { secret: secret as string, locale: 'en' as const };
		expect(await refusalOf(confirmSignature(ctx, actor, input))).toBeInstanceOf(Refusal);
		expect(await idOf(email)).toBeUndefined();
		expect(await confirmSignature(ctx, visitor, input)).toBe('signed');
	});

	it('not even with an address of his account that he has not proved', async () => {
		const typist = await accountForTest(ctx, 'unproved@lakeside.example');
		await ctx.byHand('update account_address set verified_at = null where person_id = $1', [typist]);
		await signForTest(ctx, one.slug, form({ email: 'unproved@lakeside.example' }), { actor: person(typist) });
		expect(await taken(typist)).not.toContain('/statements/signatures/');
		expect(await ownSignatures(ctx, person(typist))).toEqual([]);
	});

	it('but his own mailbox is his, with its letters', async () => {
		const owner = await accountForTest(ctx, 'owner@lakeside.example');
		await signForTest(ctx, one.slug, form({ email: 'owner@lakeside.example' }), { actor: person(owner) });
		expect(await ownSignatures(ctx, person(owner))).toHaveLength(1);
		expect((await exportMailOf(ctx, owner)).map(({ subject }) => subject)).toHaveLength(2);
		await withdrawSignature(ctx, person(owner), { signature: await idOf('owner@lakeside.example') });
		expect(await ownSignatures(ctx, person(owner))).toEqual([]);
	});
});

describe('who signs with his ORCID iD and a mailbox that is not proved to be his', () => {
	it('takes home where the iD stands; forgotten, it stands nowhere, and the signature stays that of the mailbox', async () => {
		const orcid = '0000-0002-1694-233X';
		const signer = await accountForTest(ctx, 'orchid-account@lakeside.example');
		await linkIdentity(ctx, signer, 'orcid', orcid);
		const sign = (email: string, slug: string, confirm: boolean) =>
			signForTest(ctx, slug, form({ email, family: 'Orchidson', orcid: true }), { actor: person(signer), confirm });
		const other = await releasedForTest(ctx, 'asked-with-orcid');
		await sign('orchid@lakeside.example', one.slug, true);
		const asked = await sign('orchid@elsewhere.example', other.slug, false);
		expect(await everyWayOut(ctx, one.slug)).toContain(orcid);
		expect(await statementPersonData.export(ctx, signer)).toMatchObject({
			shownOrcid: [
				{ statement: one.id, orcid, confirmed: true },
				{ statement: other.id, orcid, confirmed: false },
			],
		});
		await statementPersonData.erase(ctx, signer);
		// What was asked for before he was forgotten is confirmed afterwards.
		await confirmSignature(ctx, visitor, { secret: asked.secret as string, locale: 'en' });
		for (const slug of [one.slug, other.slug]) expect(await everyWayOut(ctx, slug)).not.toContain(orcid);
		const { rows } = await ctx.byHand("select email, tier from signature where email like 'orchid@%' order by email");
		expect(rows).toEqual([
			{ email: 'orchid@elsewhere.example', tier: 'email' },
			{ email: 'orchid@lakeside.example', tier: 'institution' },
		]);
	});
});

describe('who proves a mailbox later', () => {
	it('takes home and has forgotten what was asked with it before, with its letters', async () => {
		const email = 'later@lakeside.example';
		await signForTest(ctx, one.slug, form({ email, family: 'Latercomer' }), { confirm: false });
		await signForTest(ctx, one.slug, form({ family: 'Bystander' }), { confirm: false });
		const personId = await accountForTest(ctx, email);
		const said = JSON.stringify(await statementPersonData.export(ctx, personId));
		expect(said).toContain('Latercomer');
		expect(said).not.toContain('Bystander');
		await statementPersonData.erase(ctx, personId);
		const { rows } = await ctx.byHand("select content->'names'->>'family' as family from signature_request");
		expect(rows.map(({ family }) => family)).toContain('Bystander');
		expect(rows.map(({ family }) => family)).not.toContain('Latercomer');
		expect((await ctx.byHand('select 1 from mail where to_address = $1', [email])).rows).toEqual([]);
	});

	it('and is the second contact of organisations takes that home; forgotten, only what is his goes', async () => {
		const email = 'deputy@orbits.example';
		const organisation = (at: string) =>
			form({
				as: 'organisation',
				organisation: `Institute of ${at} Orbits`,
				role: 'Director',
				authority: true,
				secondName: 'Deputy Secondperson',
				secondEmail: email,
			});
		const { secret } = await signForTest(ctx, one.slug, organisation('Low'));
		const waiting = await signForTest(ctx, one.slug, organisation('High'), { confirm: false });
		const personId = await accountForTest(ctx, email);
		const { secondContact } = (await statementPersonData.export(ctx, personId)) as { secondContact: object[] };
		const second = { name: 'Deputy Secondperson', email };
		expect(secondContact).toMatchObject([
			{ organisation: { full: 'Institute of Low Orbits' }, confirmed: true, second },
			{ organisation: { full: 'Institute of High Orbits' }, confirmed: false, second },
		]);
		expect(JSON.stringify(secondContact)).not.toContain('Larkfield');
		await statementPersonData.erase(ctx, personId);
		const blank = { second: { name: '', email: '' }, signer: { family: 'Larkfield' } };
		for (const link of [secret, waiting.secret]) {
			expect((await signatureByLink(ctx, visitor, link as string)).content.contact).toMatchObject(blank);
		}
		expect((await ctx.byHand('select 1 from mail where to_address = $1', [email])).rows).toEqual([]);
		const confirmed = confirmSignature(ctx, visitor, { secret: waiting.secret as string, locale: 'en' });
		expect(await confirmed).toBe('signed');
	});
});

describe('a signature from before mailboxes were proved, kept with whoever typed the form', () => {
	const kept = async (email: string) =>
		(await ctx.byHand('select person_id as person from signature where email = $1', [email])).rows[0];

	it('is neither shown to that stranger nor taken home, nor erased with him; afterwards nobody is named', async () => {
		const typist = await accountForTest(ctx, 'typed-it@lakeside.example');
		const email = 'never-asked@lakeside.example';
		await signForTest(ctx, one.slug, form({ email, family: 'Neveraskedson' }));
		await signForTest(ctx, one.slug, form({ email: 'typed-it@lakeside.example', family: 'Typedit' }), {
			actor: person(typist),
		});
		const asked = await signForTest(ctx, one.slug, form({ email: 'asked@lakeside.example' }), { confirm: false });
		await ctx.byHand('update signature set person_id = $1 where email = $2', [typist, email]);
		await ctx.byHand("update signature_request set person_id = $1 where email = 'asked@lakeside.example'", [typist]);
		const id = await idOf(email);
		expect((await ownSignatures(ctx, person(typist))).map((one) => one.id)).not.toContain(id);
		expect(await refusalOf(withdrawSignature(ctx, person(typist), { signature: id }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await taken(typist)).toContain('Typedit');
		expect(await taken(typist)).not.toMatch(/Neveraskedson|asked@/);
		await statementPersonData.erase(ctx, typist);
		expect(await kept(email)).toEqual({ person: null });
		expect(await kept('typed-it@lakeside.example')).toBeUndefined();
		const input = { secret: asked.secret as string, locale: 'en' as const };
		expect(await confirmSignature(ctx, visitor, input)).toBe('signed');
	});

	it('nor does another record inherit it when two are merged', async () => {
		const typist = await accountForTest(ctx, 'old-record@lakeside.example');
		const stays = await accountForTest(ctx, 'new-record@lakeside.example');
		const email = 'third@lakeside.example';
		await signForTest(ctx, one.slug, form({ email }));
		await ctx.byHand('update signature set person_id = $1 where email = $2', [typist, email]);
		await statementPersonData.merge(ctx, typist, stays);
		expect(await kept(email)).toEqual({ person: null });
	});
});

describe('two records that turn out to be one person', () => {
	it('sign once, also where a mailbox signed before it had an account; what was first stays', async () => {
		const two = await releasedForTest(ctx, 'signed-twice');
		const sign = (email: string) => signForTest(ctx, two.slug, form({ email, family: 'Twiceson' }));
		await sign('first@lakeside.example');
		await sign('somebody-else@lakeside.example');
		await sign('second@lakeside.example');
		const from = await accountForTest(ctx, 'first@lakeside.example');
		const into = await accountForTest(ctx, 'second@lakeside.example');
		await statementPersonData.merge(ctx, from, into);
		const { rows } = await ctx.byHand('select email from signature where statement_id = $1 order by position', [
			two.id,
		]);
		expect(rows.map(({ email }) => email)).toEqual(['first@lakeside.example', 'somebody-else@lakeside.example']);
	});
});
