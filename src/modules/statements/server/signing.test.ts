import { describe, expect, it } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { day } from '#core/clock/index.ts';
import { linkIdentity } from '#core/identity/index.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import {
	confirmSignature,
	countSignatures,
	listSignatories,
	publicStatement,
	requestSignature,
	signatureByLink,
	sweepSignatureRequests,
} from './index.ts';
import { everyWayOut, lettersTo, openTime, person, refusalOf, signForTest, statementGround } from './testing.ts';

const { ctx, one, form } = await statementGround('warmer-world');

describe('a signature', () => {
	it('is nothing before its mailbox confirms it, and nowhere', async () => {
		const asked = form({ family: 'Unconfirmedson', email: 'unconfirmed@lakeside.example' });
		const { secret } = await signForTest(ctx, one.slug, asked, { confirm: false });
		const out = await everyWayOut(ctx, one.slug);
		expect(out).not.toContain('Unconfirmedson');
		expect((await countSignatures(ctx, one.id, 1)).all).toBe(0);
		expect((await lettersTo(ctx, 'unconfirmed@lakeside.example'))[0]?.text).toContain(
			`/statements/signatures/${secret}`,
		);
	});

	it('looking at its link changes nothing; the button makes it public, once', async () => {
		const { secret } = await signForTest(ctx, one.slug, form({ family: 'Onceborough' }), { confirm: false });
		const link = secret as string;
		for (let i = 0; i < 3; i++) expect((await signatureByLink(ctx, visitor, link)).state).toBe('unconfirmed');
		expect(await everyWayOut(ctx, one.slug)).not.toContain('Onceborough');
		const confirm = () => confirmSignature(ctx, visitor, { secret: link, locale: 'en' });
		expect((await Promise.all([confirm(), confirm()])).sort()).toEqual(['known', 'signed']);
		expect((await signatureByLink(ctx, visitor, link)).state).toBe('public');
		expect((await listSignatories(ctx, one.id, { search: 'onceborough' })).items).toMatchObject([
			{ as: 'person', tier: 'institution', version: 1, locale: 'en', country: 'GB' },
		]);
		expect(await refusalOf(confirmSignature(ctx, visitor, { secret: 'nothing', locale: 'en' }))).toMatchObject({
			kind: 'not-found',
		});
	});

	it('binds to the digest of the words that were read, in their language', async () => {
		await signForTest(ctx, one.slug, form({ han: '林一鸣', given: '', family: '' }), { locale: 'zh' });
		const found = await publicStatement(ctx, one.slug);
		const { rows } = await ctx.byHand("select digest, locale, version from signature where names->>'han' = '林一鸣'");
		expect(rows).toEqual([{ digest: found?.texts.zh?.digest, locale: 'zh', version: 1 }]);
		expect(
			await refusalOf(
				requestSignature(ctx, visitor, {
					statement: one.slug,
					form: form(),
					locale: 'en',
					digest: '0'.repeat(64),
					ip: '127.0.0.1',
				}),
			),
		).toMatchObject({ kind: 'conflict', code: 'text-changed-meanwhile' });
	});

	it('says every wrong field at once, and keeps nothing', async () => {
		const bad = { as: 'organisation', email: 'x', country: 'ZZ', website: 'http://x' } as const;
		const { problems } = await refusalOf(signForTest(ctx, one.slug, bad));
		expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
			'country no-such-country',
			'email not-an-address',
		]);
		const { problems: more } = await refusalOf(
			signForTest(ctx, one.slug, { as: 'organisation', email: 'a@b.example' }),
		);
		expect(more.map(({ path }) => path)).toEqual([
			'organisation',
			'role',
			'authority',
			'secondName',
			'secondEmail',
			'family',
			'consent',
		]);
		expect(await refusalOf(signForTest(ctx, one.slug, form({ orcid: true })))).toMatchObject({
			problems: [{ path: 'orcid', code: 'no-orcid' }],
		});
	});

	it('of a person who is not named is counted and nothing else', async () => {
		const before = await countSignatures(ctx, one.id, 1);
		const hidden = form({
			family: 'Hiddenworth',
			affiliation: 'Secret Laboratory',
			country: 'NZ',
			visibility: 'anonymous',
		});
		await signForTest(ctx, one.slug, hidden);
		const after = await countSignatures(ctx, one.id, 1);
		expect([after.all - before.all, after.anonymous - before.anonymous, after.named - before.named]).toEqual([1, 1, 0]);
		const out = await everyWayOut(ctx, one.slug);
		for (const secret of ['Hiddenworth', 'Secret Laboratory', 'NZ', hidden.email]) expect(out).not.toContain(secret);
		expect((await listSignatories(ctx, one.id, { search: 'hiddenworth' })).total).toBe(0);
	});

	it('nothing that leaves holds a mailbox, a second contact or who signed for an organisation', async () => {
		const organisation = form({
			as: 'organisation',
			organisation: 'Institute of Open Orbits',
			organisationHan: '开放轨道研究所',
			family: 'Contactperson',
			role: 'Director',
			authority: true,
			secondName: 'Second Secretperson',
			secondEmail: 'second@orbits.example',
			email: 'office@orbits.example',
		});
		expect((await signForTest(ctx, one.slug, organisation)).result).toBe('signed');
		const out = await everyWayOut(ctx, one.slug);
		expect(out).toContain('Institute of Open Orbits');
		for (const secret of ['Contactperson', 'Secretperson', '@']) expect(out).not.toContain(secret);
		const [told] = await lettersTo(ctx, 'second@orbits.example');
		expect(told?.subject).toContain('Institute of Open Orbits has signed');
	});
});

describe('nobody signs twice', () => {
	it('by one mailbox, however it is written; what is answered is the same', async () => {
		const email = 'Double.Check+statement@gmail.com';
		expect((await signForTest(ctx, one.slug, form({ family: 'Doubleton', email }))).result).toBe('signed');
		const again = await signForTest(ctx, one.slug, form({ family: 'Imposter', email: 'doublecheck@googlemail.com' }), {
			confirm: false,
		});
		// Both get a secret, as both get a letter: the page can't tell one from the other.
		expect(again.secret).toMatch(/^\w{40}$/);
		const known = (await lettersTo(ctx, 'double.check+statement@gmail.com')).find(({ subject }) =>
			subject.includes('already'),
		);
		expect(known?.subject).toContain('You have signed already');
		expect(known?.text).not.toContain('Imposter');
		const { rows } = await ctx.byHand(
			"select count(*)::int as n from signature where email_key = 'doublecheck@gmail.com'",
		);
		expect(rows).toEqual([{ n: 1 }]);
	});

	it('by several letters that wait for one mailbox', async () => {
		const email = 'patient@lakeside.example';
		const first = await signForTest(ctx, one.slug, form({ family: 'Firstletter', email }), { confirm: false });
		const second = await signForTest(ctx, one.slug, form({ family: 'Secondletter', email }), { confirm: false });
		const confirm = (secret: string | null) =>
			confirmSignature(ctx, visitor, { secret: secret as string, locale: 'en' });
		expect(await confirm(second.secret)).toBe('signed');
		expect(await confirm(first.secret)).toBe('known');
		const found = await listSignatories(ctx, one.id, { search: 'letter' });
		expect(found.items.map(({ names }) => names.family)).toEqual(['Secondletter']);
		// Both letters lead to it.
		expect((await signatureByLink(ctx, visitor, first.secret as string)).content.names.family).toBe('Secondletter');
	});

	it('by one ORCID iD with two mailboxes', async () => {
		const orcid = '0000-0002-1825-0097';
		const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), 'account@lakeside.example', {
			names: {},
		});
		await linkIdentity(ctx, personId, 'orcid', orcid);
		const signer = person(personId);
		const sign = (email: string) =>
			signForTest(ctx, one.slug, form({ family: 'Orchidson', email, orcid: true }), { actor: signer });
		expect((await sign('orchid@lakeside.example')).result).toBe('signed');
		expect((await sign('orchid@elsewhere.example')).result).toBe('known');
		const { items } = await listSignatories(ctx, one.id, { search: 'orchidson' });
		expect(items).toMatchObject([{ orcid, tier: 'orcid' }]);
	});

	it('and no mailbox is filled with letters', async () => {
		const email = 'flooded@lakeside.example';
		for (let i = 0; i < 8; i++) await signForTest(ctx, one.slug, form({ email }), { confirm: false });
		expect(await lettersTo(ctx, email)).toHaveLength(4);
		const signed = 'flooded-after@lakeside.example';
		await signForTest(ctx, one.slug, form({ email: signed }));
		for (let i = 0; i < 8; i++) await signForTest(ctx, one.slug, form({ email: signed }), { confirm: false });
		expect((await lettersTo(ctx, signed)).filter(({ subject }) => subject.includes('already'))).toHaveLength(1);
		// A link that no letter holds leads nobody anywhere, and would be kept for ever: one of the confirmation, one of that letter.
		const { rows } = await ctx.byHand(
			'select count(*)::int as n from signature_link l join signature s on s.id = l.signature_id where s.email = $1',
			[signed],
		);
		expect(rows).toEqual([{ n: 2 }]);
	});
});

describe('the window', () => {
	it('is closed from its last instant on; whoever asked in time may still confirm', async () => {
		const { secret } = await signForTest(ctx, one.slug, form({ family: 'Justintime' }), { confirm: false });
		const closes = (await publicStatement(ctx, one.slug))?.signsUntil as number;
		ctx.setNow(closes - 1);
		await signForTest(ctx, one.slug, form(), { confirm: false });
		ctx.setNow(closes);
		expect(await refusalOf(signForTest(ctx, one.slug, form()))).toMatchObject({
			kind: 'closed',
			code: 'signing-closed',
		});
		ctx.setNow(openTime + 3 * day);
		expect(await confirmSignature(ctx, visitor, { secret: secret as string, locale: 'en' })).toBe('signed');
	});

	it('a letter runs out after a week, and what it was for is forgotten', async () => {
		const { secret } = await signForTest(ctx, one.slug, form({ family: 'Forgottenby' }), { confirm: false });
		ctx.setNow(openTime + 11 * day);
		expect(await refusalOf(confirmSignature(ctx, visitor, { secret: secret as string, locale: 'en' }))).toMatchObject({
			kind: 'closed',
			code: 'request-expired',
		});
		expect(await sweepSignatureRequests(ctx)).toBeGreaterThan(0);
		const { rows } = await ctx.byHand(
			"select 1 from signature_request where content->'names'->>'family' = 'Forgottenby'",
		);
		expect(rows).toEqual([]);
		ctx.setNow(openTime);
	});

	it('what is not released is not there, for the form too', async () => {
		expect(await refusalOf(signForTest(ctx, 'no-such', form()))).toMatchObject({ kind: 'not-found' });
	});
});
