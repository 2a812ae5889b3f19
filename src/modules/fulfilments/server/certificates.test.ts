import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { openGrant, readFileBytes } from '#core/files/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import type { Actor } from '#core/access/index.ts';
import { withdraw } from '#modules/calls/server/index.ts';
import { refusalOf } from '#modules/calls/server/testing.ts';
import { isReference } from '#modules/letters/reference.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { codesOf, pdfText } from '../../../../tests/setup/journey/pdf.ts';
import {
	addressOfFulfilled,
	fulfilmentForDesk,
	fulfilmentPersonData,
	fulfilmentsForApplicant,
	fulfilmentsForDesk,
	issueCertificates,
	previewCertificate,
	revokeCertificate,
	settleFulfilments,
	verifyCertificate,
} from './index.ts';
import { apply, decideAndAnnounce, makePerson, makePrizes, testJobs } from './testing.ts';

const ctx = await testContext({ jobs: testJobs(), at: Date.parse('2021-10-10T09:00:00+08:00') });
const { edition, call } = await makePrizes(ctx);
const at = (name: 'organiser' | 'secretary' | 'chair' | 'liaison') =>
	makePerson(ctx, { given: name, family: 'Desk' }, undefined, { name, type: 'edition', id: edition });
const organiser = await at('organiser');
const secretary = await at('secretary');
const chair = await at('chair');
const liaison = await at('liaison');
const other = await makePerson(ctx, { given: 'Some', family: 'Body' });
const rows = async (statement: string, values: unknown[] = []) => (await ctx.byHand(statement, values)).rows;

let people = 0;
/** Somebody who has won the first prize, with the line of his certificate. */
async function winner(
	change: Record<string, never> | object = {},
): Promise<{ author: Actor; application: string; line: string }> {
	people += 1;
	const email = `winner${people}@institute.example`;
	const author = await makePerson(ctx, { given: 'Mira', family: 'Halden', han: '米拉' }, email);
	const person = {
		given: 'M.',
		family: 'Halden',
		affiliation: 'Institute',
		country: '',
		email,
		orcid: '',
		presenter: true,
	};
	const second = { ...person, given: 'Lei', family: 'Zhao', email: 'lei@institute.example' };
	const application = await apply(ctx, call, author, {
		title: 'Bone and “gravity”',
		authors: [person, second],
		...change,
	});
	await decideAndAnnounce(ctx, organiser, application, 'first', { amount: 5000 });
	await ctx.runJobs();
	const found = (await fulfilmentsForDesk(ctx, organiser, application))?.find(({ kind }) => kind === 'certificate');
	return { author, application, line: found?.id ?? expect.fail('no certificate follows') };
}

async function given(line: string): Promise<string> {
	await issueCertificates(ctx, secretary, { fulfilments: [line] });
	await ctx.runJobs();
	const { certificates } = await fulfilmentForDesk(ctx, organiser, line);
	return certificates[0]?.number ?? expect.fail('no certificate');
}

describe('a certificate', () => {
	test('is a PDF with the names in both languages, a number and a code that leads to its check', async () => {
		const { author, application, line } = await winner();
		const number = await given(line);
		expect(number).toMatch(/^IPSPACE-2021-C-/);
		expect(isReference(number)).toBe(true);
		const own = (await fulfilmentsForApplicant(ctx, author, application)).find(({ kind }) => kind === 'certificate');
		expect(own).toMatchObject({ state: 'done', certificate: { number } });
		const address = await addressOfFulfilled(ctx, author, { certificate: own?.certificate?.id ?? '' });
		const file = await openGrant(ctx, address.replace('/files/', ''), author.kind === 'person' ? author.personId : '');
		const pdf = await readFileBytes(ctx.files, file.digest);
		const text = pdfText(Buffer.from(pdf));
		for (const words of [
			'Mira HALDEN and Lei ZHAO',
			'First prize',
			'一等奖',
			number,
			'Bone and “gravity”',
			'10 October 2021',
			'2021年10月10日',
			'Student competition',
			'学生竞赛',
			'演练：证书为虚构',
		])
			expect(text.replace(/\s/g, '')).toContain(words.replace(/\s/g, ''));
		expect(text.replace(/\s/g, '')).toContain('米拉和LeiZHAO');
		expect(codesOf(Buffer.from(pdf))).toEqual([`http://orrery.test/verify/${number}`]);
		const digest = createHash('sha256').update(pdf).digest('hex');
		expect(await verifyCertificate(ctx, ` ${number.toLowerCase()} `, digest)).toMatchObject({
			verdict: 'valid',
			sameFile: true,
			certificate: { holders: { en: 'Mira HALDEN and Lei ZHAO' }, outcome: { en: 'First prize' }, rehearsal: true },
		});
		expect(await verifyCertificate(ctx, number, 'a'.repeat(64))).toMatchObject({ verdict: 'copied' });
		const [mail, ...more] = await rows(
			"select to_address, subject, text from mail where kind = 'fulfilment' order by id",
		);
		expect(more).toEqual([]);
		expect(mail).toMatchObject({
			to_address: 'winner1@institute.example',
			subject: expect.stringContaining('First prize'),
		});
		expect(mail.text).toContain(number);
		expect(mail.text).toContain(`/me/applications/${application}`);
		expect((await historyOf(ctx, { type: 'application', id: application })).map(({ action }) => action)).toEqual(
			expect.arrayContaining(['begin-fulfilment', 'give-certificate', 'issue-certificate']),
		);
	});

	test('does not exist before it is announced, and is unknown until it is typeset', async () => {
		const author = await makePerson(ctx, { given: 'Not', family: 'Yet' });
		const application = await apply(ctx, call, author);
		await ctx.runJobs();
		expect(await fulfilmentsForApplicant(ctx, author, application)).toEqual([]);
		const { line } = await winner();
		await issueCertificates(ctx, secretary, { fulfilments: [line] });
		const [{ number }] = await rows('select number from certificate where fulfilment_id = $1', [line]);
		expect(await verifyCertificate(ctx, number)).toMatchObject({ verdict: 'unknown' });
		await ctx.runJobs();
		expect(await verifyCertificate(ctx, number)).toMatchObject({ verdict: 'valid', sameFile: null });
		const wrong = `${number.slice(0, -1)}${number.endsWith('7') ? '8' : '7'}`;
		expect(await verifyCertificate(ctx, wrong)).toMatchObject({ verdict: 'malformed' });
	});

	test('is given once, however often it is asked for, also at the same time', async () => {
		const { line } = await winner();
		const both = await Promise.all([
			issueCertificates(ctx, secretary, { fulfilments: [line] }),
			issueCertificates(ctx, organiser, { fulfilments: [line, line] }),
		]);
		expect(both.sort()).toEqual([0, 1]);
		await ctx.runJobs();
		expect(await rows('select 1 from certificate where fulfilment_id = $1', [line])).toHaveLength(1);
	});

	test('ended in the middle and begun again is the same to the byte', async () => {
		const { line } = await winner();
		await issueCertificates(ctx, secretary, { fulfilments: [line] });
		const [{ id }] = await rows('select id from certificate where fulfilment_id = $1', [line]);
		const broken = { ...ctx, files: { ...ctx.files, put: async () => Promise.reject(new Error('power cut')) } };
		const { typesetCertificate } = await import('./issue-certificates.ts');
		await expect(typesetCertificate(broken, id)).rejects.toThrow('power cut');
		expect((await fulfilmentForDesk(ctx, organiser, line)).line).toMatchObject({
			state: 'open',
			certificate: { faulty: true },
		});
		await ctx.runJobs();
		await typesetCertificate(ctx, id);
		const { line: after, certificates } = await fulfilmentForDesk(ctx, organiser, line);
		expect(after.state).toBe('done');
		expect(certificates).toMatchObject([{ state: 'issued', fault: null }]);
	});

	test('can be looked at before, under no number', async () => {
		const { line } = await winner();
		const text = pdfText(Buffer.from(await previewCertificate(ctx, secretary, { fulfilment: line })));
		expect(text).toContain('PREVIEW');
		expect(await rows('select 1 from certificate where fulfilment_id = $1', [line])).toEqual([]);
	});

	test('of a minor names initials to the public, and the whole name to its holder', async () => {
		const { application, line } = await winner();
		await ctx.byHand('update application set minor = true where id = $1', [application]);
		const number = await given(line);
		const found = await verifyCertificate(ctx, number);
		expect(found).toMatchObject({ certificate: { holders: { en: 'M. H. and L. Z.', zh: '米某和L. Z.' } } });
		expect(JSON.stringify(found)).not.toMatch(/Halden|HALDEN|Zhao|ZHAO|米拉/);
		const [{ holders }] = await rows('select holders from certificate where number = $1', [number]);
		expect(JSON.stringify(holders)).toContain('HALDEN');
	});
});

describe('a certificate that holds no more', () => {
	test('is revoked with a reason by organisers, and another one can be given', async () => {
		const { line } = await winner();
		const number = await given(line);
		const [{ id }] = await rows('select id from certificate where number = $1', [number]);
		const reason = { en: 'The name was wrong.' };
		for (const actor of [secretary, chair]) {
			expect(await refusalOf(revokeCertificate(ctx, actor, { certificate: id, reason }))).toMatchObject({
				kind: 'forbidden',
			});
		}
		expect(await refusalOf(revokeCertificate(ctx, other, { certificate: id, reason }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusalOf(revokeCertificate(ctx, organiser, { certificate: id, reason: {} }))).toMatchObject({
			problems: [{ path: 'reason', code: 'reason-needed' }],
		});
		await revokeCertificate(ctx, organiser, { certificate: id, reason });
		expect(await verifyCertificate(ctx, number)).toMatchObject({ verdict: 'revoked', reason });
		expect(await refusalOf(revokeCertificate(ctx, organiser, { certificate: id, reason }))).toMatchObject({
			code: 'revoked-already',
		});
		const next = await given(line);
		expect(next).not.toBe(number);
		expect(await verifyCertificate(ctx, next)).toMatchObject({ verdict: 'valid' });
	});

	test('goes with the application', async () => {
		const { author, application, line } = await winner();
		const number = await given(line);
		await withdraw(ctx, author, { application });
		await ctx.runJobs();
		expect(await verifyCertificate(ctx, number)).toMatchObject({ verdict: 'revoked' });
		expect((await fulfilmentForDesk(ctx, organiser, line)).line.state).toBe('cancelled');
		expect(await refusalOf(issueCertificates(ctx, organiser, { fulfilments: [line] }))).toMatchObject({
			code: 'cancelled',
		});
		expect(await fulfilmentsForApplicant(ctx, author, application)).toEqual([]);
		await settleFulfilments(ctx, application);
		expect(await rows('select 1 from certificate where fulfilment_id = $1', [line])).toHaveLength(1);
	});

	test('keeps its number and loses its name when its holder is forgotten', async () => {
		const { author, line } = await winner();
		const number = await given(line);
		const personId = author.kind === 'person' ? author.personId : '';
		expect(JSON.stringify(await fulfilmentPersonData.export(ctx, personId))).toContain(number);
		await fulfilmentPersonData.erase(ctx, personId);
		const found = await verifyCertificate(ctx, number);
		expect(found).toMatchObject({ verdict: 'valid', certificate: { holders: { en: '', zh: '' }, title: '' } });
		expect((await rows('select content, file_id from certificate where number = $1', [number]))[0]).toEqual({
			content: null,
			file_id: null,
		});
	});
});

test('nobody but the desk gives or previews, nobody but its holder and the desk opens one', async () => {
	const { author, line } = await winner();
	for (const [actor, kind] of [
		[visitor, 'signed-out'],
		[other, 'not-found'],
		[author, 'not-found'],
		[chair, 'forbidden'],
		[liaison, 'forbidden'],
	] as const) {
		expect(await refusalOf(issueCertificates(ctx, actor, { fulfilments: [line] }))).toMatchObject({ kind });
		expect(await refusalOf(previewCertificate(ctx, actor, { fulfilment: line }))).toMatchObject({ kind });
	}
	const number = await given(line);
	const [{ id }] = await rows('select id from certificate where number = $1', [number]);
	expect(await refusalOf(addressOfFulfilled(ctx, other, { certificate: id }))).toMatchObject({ kind: 'not-found' });
	expect(await refusalOf(addressOfFulfilled(ctx, liaison, { certificate: id }))).toMatchObject({ kind: 'forbidden' });
	expect(await refusalOf(addressOfFulfilled(ctx, visitor, { certificate: id }))).toMatchObject({ kind: 'signed-out' });
	expect(await addressOfFulfilled(ctx, chair, { certificate: id })).toMatch(/^\/files\//);
});
