import { beforeAll, describe, expect, it } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { day } from '#core/clock/index.ts';
import { revisionOf } from '#core/http/index.ts';
import { linkIdentity } from '#core/identity/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { expectSameCost } from '../../../../tests/setup/queries.ts';
import type { SignatureForm } from '../signature.ts';
import {
	confirmSignature,
	countriesOf,
	countSignatures,
	listForModeration,
	listSignatories,
	listStatements,
	publicStatement,
	releaseStatement,
	requestSignature,
	saveStatementDraft,
	signAgain,
	signatoriesCsv,
	signatoriesJson,
	signatureByLink,
	statementJobHandlers,
	sweepSignatureRequests,
	withdrawSignature,
} from './index.ts';
import {
	accountForTest,
	goodForm,
	openTime,
	person,
	releasedForTest,
	signForTest,
	texts,
} from './testing-statement.ts';

const ctx = await testContext({ at: openTime, jobs: statementJobHandlers });
let one: Awaited<ReturnType<typeof releasedForTest>>;
let number = 0;
const form = (changes: Partial<SignatureForm> = {}) => goodForm(number++, changes);

beforeAll(async () => {
	one = await releasedForTest(ctx, 'warmer-world');
});

const refusal = (work: Promise<unknown>) =>
	work.then(
		() => expect.unreachable(),
		(error: unknown) => {
			if (error instanceof Refusal) return error;
			throw error;
		},
	);

/** Everything that leaves by any public way. */
async function everyWayOut(slug = one.slug): Promise<string> {
	const found = await publicStatement(ctx, slug);
	if (!found) throw new Error('it is not public');
	const { id, version } = found;
	let said = JSON.stringify([
		found,
		await listStatements(ctx),
		await listSignatories(ctx, id),
		await listSignatories(ctx, id, { search: 'lakeside' }),
		await countSignatures(ctx, id, version),
		await countriesOf(ctx, id),
	]);
	for await (const piece of signatoriesCsv(ctx, found)) said += piece;
	for await (const piece of signatoriesJson(ctx, found, 'http://orrery.test')) said += piece;
	return said;
}
const letters = async (address: string) =>
	(
		await ctx.byHand(
			"select subject, text from mail where to_address = $1 and kind = 'signature' order by queued_at, id",
			[address],
		)
	).rows as { subject: string; text: string }[];
const revision = async () => {
	const { rows } = await ctx.byHand('select scope, number from public_revision');
	return revisionOf(`statement:${one.id}`, (scope) => rows.find((row) => row.scope === scope)?.number ?? 0);
};

describe('a signature', () => {
	it('is nothing before its mailbox confirms it, and nowhere', async () => {
		const asked = form({ family: 'Unconfirmedson', email: 'unconfirmed@lakeside.example' });
		const { secret } = await signForTest(ctx, one.slug, asked, { confirm: false });
		const out = await everyWayOut();
		expect(out).not.toContain('Unconfirmedson');
		expect((await countSignatures(ctx, one.id, 1)).all).toBe(0);
		expect((await letters('unconfirmed@lakeside.example'))[0]?.text).toContain(`/statements/signatures/${secret}`);
	});

	it('looking at its link changes nothing; the button makes it public, once', async () => {
		const { secret } = await signForTest(ctx, one.slug, form({ family: 'Onceborough' }), { confirm: false });
		const link = secret as string;
		for (let i = 0; i < 3; i++) expect((await signatureByLink(ctx, visitor, link)).state).toBe('unconfirmed');
		expect(await everyWayOut()).not.toContain('Onceborough');
		const confirm = () => confirmSignature(ctx, visitor, { secret: link, locale: 'en' });
		expect((await Promise.all([confirm(), confirm()])).sort()).toEqual(['known', 'signed']);
		expect((await signatureByLink(ctx, visitor, link)).state).toBe('public');
		expect((await listSignatories(ctx, one.id, { search: 'onceborough' })).items).toMatchObject([
			{ as: 'person', tier: 'institution', version: 1, locale: 'en', country: 'GB' },
		]);
		expect(await refusal(confirmSignature(ctx, visitor, { secret: 'nothing', locale: 'en' }))).toMatchObject({
			kind: 'not-found',
		});
	});

	it('binds to the digest of the words that were read, in their language', async () => {
		await signForTest(ctx, one.slug, form({ han: '林一鸣', given: '', family: '' }), { locale: 'zh' });
		const found = await publicStatement(ctx, one.slug);
		const { rows } = await ctx.byHand("select digest, locale, version from signature where names->>'han' = '林一鸣'");
		expect(rows).toEqual([{ digest: found?.texts.zh?.digest, locale: 'zh', version: 1 }]);
		expect(
			await refusal(
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
		const { problems } = await refusal(signForTest(ctx, one.slug, bad));
		expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
			'country no-such-country',
			'email not-an-address',
		]);
		const { problems: more } = await refusal(signForTest(ctx, one.slug, { as: 'organisation', email: 'a@b.example' }));
		expect(more.map(({ path }) => path)).toEqual([
			'organisation',
			'role',
			'authority',
			'secondName',
			'secondEmail',
			'family',
			'consent',
		]);
		expect(await refusal(signForTest(ctx, one.slug, form({ orcid: true })))).toMatchObject({
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
		const out = await everyWayOut();
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
		const out = await everyWayOut();
		expect(out).toContain('Institute of Open Orbits');
		for (const secret of ['Contactperson', 'Secretperson', '@']) expect(out).not.toContain(secret);
		const [told] = await letters('second@orbits.example');
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
		const known = (await letters('double.check+statement@gmail.com')).find(({ subject }) =>
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
		expect(await letters(email)).toHaveLength(4);
	});
});

describe('a signature that is taken back', () => {
	it('goes from every way out and makes the pages anew at once', async () => {
		const { secret } = await signForTest(ctx, one.slug, form({ family: 'Withdrawnham', affiliation: 'Gone College' }));
		expect(await everyWayOut()).toContain('Withdrawnham');
		const [before, counted] = [await revision(), await countSignatures(ctx, one.id, 1)];
		await withdrawSignature(ctx, visitor, { secret: secret as string });
		const out = await everyWayOut();
		expect(out).not.toContain('Withdrawnham');
		expect(out).not.toContain('Gone College');
		expect((await countSignatures(ctx, one.id, 1)).all).toBe(counted.all - 1);
		expect(await revision()).toBeGreaterThan(before);
		expect(await refusal(withdrawSignature(ctx, visitor, { secret: secret as string }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusal(signatureByLink(ctx, visitor, secret as string))).toMatchObject({ kind: 'not-found' });
		// The ledger knows that there was one, and not whose.
		const { rows } = await ctx.byHand("select data, actor from ledger_event where action = 'withdraw'");
		expect(JSON.stringify(rows)).not.toContain('Withdrawnham');
	});

	it('frees the mailbox to sign again', async () => {
		const email = 'changed-mind@lakeside.example';
		const { secret } = await signForTest(ctx, one.slug, form({ email }));
		await withdrawSignature(ctx, visitor, { secret: secret as string });
		expect((await signForTest(ctx, one.slug, form({ email }))).result).toBe('signed');
	});

	it('by somebody signed in only where it is his', async () => {
		const email = 'ownerstone@lakeside.example';
		const owner = person(await accountForTest(ctx, email));
		const { secret } = await signForTest(ctx, one.slug, form({ family: 'Ownerstone', email }), { actor: owner });
		const { rows } = await ctx.byHand("select id from signature where names->>'family' = 'Ownerstone'");
		const id = { signature: rows[0].id as string };
		for (const other of [visitor, person('other')]) {
			expect(await refusal(withdrawSignature(ctx, other, id))).toMatchObject({ kind: 'not-found' });
		}
		await withdrawSignature(ctx, owner, id);
		expect(await refusal(signatureByLink(ctx, visitor, secret as string))).toMatchObject({ kind: 'not-found' });
	});
});

describe('a material change', () => {
	it('leaves signatures with what they signed, asks each signer once, and takes the new one for the old', async () => {
		const two = await releasedForTest(ctx, 'changing');
		const signed = await signForTest(ctx, two.slug, form({ family: 'Staysworth', email: 'stays@lakeside.example' }));
		const moved = await signForTest(ctx, two.slug, form({ family: 'Movesworth', email: 'moves@lakeside.example' }), {
			locale: 'zh',
		});
		const old = (await signatureByLink(ctx, visitor, signed.secret as string)).digest;
		const changed = { ...texts, en: { ...texts.en, body: 'We ask that data be sold.' } };
		const draft = await saveStatementDraft(ctx, two.organiser, {
			statement: two.id,
			texts: changed,
			remark: '',
			revision: 1,
		});
		const note = { en: 'Data is to be sold.', zh: '数据改为出售。' };
		await releaseStatement(ctx, two.organiser, { statement: two.id, revision: draft, note });
		await ctx.runJobs();
		const found = await publicStatement(ctx, two.slug);
		expect(found?.version).toBe(2);
		expect(await signatureByLink(ctx, visitor, signed.secret as string)).toMatchObject({ version: 1, digest: old });
		expect(await countSignatures(ctx, two.id, 2)).toMatchObject({ all: 2, earlier: 2 });
		for (const address of ['stays@lakeside.example', 'moves@lakeside.example']) {
			const asked = (await letters(address)).filter(({ text }) => /sold|出售/.test(text));
			expect(asked).toHaveLength(1);
		}
		const digest = found?.texts.zh?.digest ?? '';
		await signAgain(ctx, visitor, { secret: moved.secret as string }, { digest });
		expect(await signatureByLink(ctx, visitor, moved.secret as string)).toMatchObject({ version: 2, digest });
		expect(await countSignatures(ctx, two.id, 2)).toMatchObject({ all: 2, earlier: 1 });
		const { items } = await listSignatories(ctx, two.id);
		expect(items.map(({ names, version }) => [names.family, version])).toEqual([
			['Staysworth', 1],
			['Movesworth', 2],
		]);
	});

	it('while a letter is on its way: what was read is what is signed', async () => {
		const two = await releasedForTest(ctx, 'on-its-way');
		const { secret } = await signForTest(ctx, two.slug, form(), { confirm: false });
		const changed = { ...texts, en: { ...texts.en, body: 'Something else.' } };
		const draft = await saveStatementDraft(ctx, two.organiser, {
			statement: two.id,
			texts: changed,
			remark: '',
			revision: 1,
		});
		await releaseStatement(ctx, two.organiser, { statement: two.id, revision: draft, note: { en: 'x', zh: 'x' } });
		await confirmSignature(ctx, visitor, { secret: secret as string, locale: 'en' });
		expect(await signatureByLink(ctx, visitor, secret as string)).toMatchObject({ version: 1 });
	});
});

describe('the window', () => {
	it('is closed from its last instant on; whoever asked in time may still confirm', async () => {
		const { secret } = await signForTest(ctx, one.slug, form({ family: 'Justintime' }), { confirm: false });
		const closes = (await publicStatement(ctx, one.slug))?.signsUntil as number;
		ctx.setNow(closes - 1);
		await signForTest(ctx, one.slug, form(), { confirm: false });
		ctx.setNow(closes);
		expect(await refusal(signForTest(ctx, one.slug, form()))).toMatchObject({ kind: 'closed', code: 'signing-closed' });
		ctx.setNow(openTime + 3 * day);
		expect(await confirmSignature(ctx, visitor, { secret: secret as string, locale: 'en' })).toBe('signed');
	});

	it('a letter runs out after a week, and what it was for is forgotten', async () => {
		const { secret } = await signForTest(ctx, one.slug, form({ family: 'Forgottenby' }), { confirm: false });
		ctx.setNow(openTime + 11 * day);
		expect(await refusal(confirmSignature(ctx, visitor, { secret: secret as string, locale: 'en' }))).toMatchObject({
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
		expect(await refusal(signForTest(ctx, 'no-such', form()))).toMatchObject({ kind: 'not-found' });
	});
});

describe('lists', () => {
	it('cost the same for one and for fifty', async () => {
		const two = await releasedForTest(ctx, 'long-list');
		let made = 0;
		const grow = async (length: number) => {
			for (; made < length; made++) await signForTest(ctx, two.slug, form());
		};
		await expectSameCost(ctx, grow, async () => (await listSignatories(ctx, two.id)).items.length, 2);
		await expectSameCost(
			ctx,
			grow,
			async () => {
				let said = '';
				const found = await publicStatement(ctx, two.slug);
				if (found) for await (const piece of signatoriesCsv(ctx, found)) said += piece;
				return said.split('\r\n').length - 2;
			},
			6,
		);
	});

	it('have whole pages, whatever an address asks for', async () => {
		for (const page of [1e300, 1.005, -3, 0, Number.NaN, Number.POSITIVE_INFINITY]) {
			const asked = { statement: one.id, state: 'public' as const, page };
			expect((await listForModeration(ctx, one.organiser, asked)).page).toBe(1);
			expect((await listSignatories(ctx, one.id, { page, search: 'lakeside' })).page).toBe(1);
		}
		expect((await listSignatories(ctx, one.id, { page: 999_999, search: 'lakeside' })).items).toEqual([]);
	});

	it('are searched by parts of names in any script, without accents, and hold no pattern of the database', async () => {
		await signForTest(ctx, one.slug, form({ given: 'Ruxandra', family: 'Brădeanu', han: '', country: 'RO' }));
		await signForTest(ctx, one.slug, form({ given: 'Yiming', family: 'Lin', han: '林逸鸣', affiliation: '湖滨大学' }));
		const search = async (text: string) =>
			(await listSignatories(ctx, one.id, { search: text })).items.map(({ names }) => names.family);
		expect(await search('bradeanu')).toEqual(['Brădeanu']);
		expect(await search('BRĂD rux romania')).toEqual(['Brădeanu']);
		expect(await search('罗马尼亚')).toEqual(['Brădeanu']);
		expect(await search('林逸')).toEqual(['Lin']);
		expect(await search('湖滨')).toEqual(['Lin']);
		expect(await search('%')).toEqual([]);
		expect(await search('_')).toEqual([]);
	});

	it('survive hostile names, which wait for the desk', async () => {
		const hostile = '<script>alert(1)</script>';
		await signForTest(ctx, one.slug, form({ family: hostile, affiliation: '=HYPERLINK("http://x")' }));
		expect(await everyWayOut()).not.toContain('alert(1)');
		const { rows } = await ctx.byHand('select state, flags from signature where names->>$1 = $2', ['family', hostile]);
		expect(rows[0].state).toBe('waiting');
		expect(rows[0].flags.map(({ code }: { code: string }) => code)).toEqual(['link', 'odd-signs']);
	});
});
