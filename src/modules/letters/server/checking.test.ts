import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Actor, visitor } from '#core/access/index.ts';
import { openGrant, readFileBytes } from '#core/files/index.ts';
import { person, refusalOf } from '#modules/calls/server/testing.ts';
import { newReference } from '../reference.ts';
import { letterPersonData, openLetter, revokeLetter, verifyReference } from './index.ts';
import { lettersGround } from './testing.ts';

const { ctx, decided, organiser, secretary, chair, rows, makeCall, apply, send, only } = await lettersGround();

describe('checking a letter', () => {
	async function issued(title = 'Bone loss') {
		const call = await makeCall();
		const one = await apply(call, { outcome: 'talk' }, title);
		await send(call, one);
		await ctx.runJobs();
		const letter = await only(one.application);
		const [{ digest }] = await rows('select digest from letter where id = $1', [letter.id]);
		const bytes = await readFileBytes(ctx.files, digest);
		return { ...one, letter, bytes, digest: createHash('sha256').update(bytes).digest('hex') };
	}

	test('valid, altered, unknown, copied and revoked are told apart', async () => {
		const [one, other] = [await issued('Bone loss'), await issued('Muscle loss')];
		const { reference } = one.letter;

		const valid = await verifyReference(ctx, ` ${reference.toLowerCase()} `);
		expect(valid).toMatchObject({
			verdict: 'valid',
			sameFile: null,
			letter: {
				recipient: one.letter.recipient,
				title: 'Bone loss',
				outcome: { en: 'Talk' },
				effect: 'accept',
				at: decided,
				rehearsal: true,
			},
		});
		expect(JSON.stringify(valid)).not.toContain('@');
		expect(await verifyReference(ctx, reference, one.digest)).toMatchObject({ verdict: 'valid', sameFile: true });

		for (let i = 0; i < reference.length; i += 1) {
			const altered = reference.slice(0, i) + (reference[i] === '7' ? '8' : '7') + reference.slice(i + 1);
			expect(await verifyReference(ctx, altered)).toEqual({ verdict: 'malformed', reference: altered });
		}
		const invented = newReference('ipspace-2021');
		expect(await verifyReference(ctx, invented)).toEqual({ verdict: 'unknown', reference: invented });

		expect(await verifyReference(ctx, reference, other.digest)).toMatchObject({ verdict: 'copied', sameFile: false });
		const forged = createHash('sha256')
			.update(Buffer.concat([one.bytes, Buffer.from(' ')]))
			.digest('hex');
		expect(await verifyReference(ctx, reference, forged)).toMatchObject({
			verdict: 'copied',
			letter: { title: 'Bone loss' },
		});

		await revokeLetter(ctx, organiser, { letter: one.letter.id, reason: { en: 'Sent in error.', zh: '误发。' } });
		expect(await verifyReference(ctx, reference, one.digest)).toMatchObject({
			verdict: 'revoked',
			revokedAt: decided,
			reason: { en: 'Sent in error.', zh: '误发。' },
			sameFile: true,
		});
		expect(await verifyReference(ctx, other.letter.reference)).toMatchObject({ verdict: 'valid' });
		expect(await refusalOf(verifyReference(ctx, reference, 'x'))).toMatchObject({ kind: 'invalid' });
	});

	test('what was not issued yet is unknown; one query, none for what cannot be a reference', async () => {
		const call = await makeCall();
		const one = await apply(call, { outcome: 'talk' });
		await send(call, one);
		const { reference } = await only(one.application);
		expect(await verifyReference(ctx, reference)).toEqual({ verdict: 'unknown', reference });
		expect(await ctx.countStatements(() => verifyReference(ctx, reference))).toBe(1);
		expect(await ctx.countStatements(() => verifyReference(ctx, `${reference}0`))).toBe(0);
		await ctx.runJobs();
	});

	test('the PDF is its reader’s and the desk’s, and nobody else’s', async () => {
		const one = await issued();
		for (const reader of [one.author, secretary, chair]) {
			const { file, html } = await openLetter(ctx, reader, one.letter.id);
			expect(html).toContain(one.letter.reference);
			const grant = (file as string).replace('/files/', '');
			const opened = await openGrant(ctx, grant, (reader as { personId: string }).personId);
			expect(opened).toMatchObject({
				name: `${one.letter.reference}.pdf`,
				mediaType: 'application/pdf',
				bytes: one.bytes.length,
			});
			await opened.stream.cancel();
			expect(await refusalOf(openGrant(ctx, grant, 'stranger'))).toMatchObject({ kind: 'not-found' });
		}
		expect(await refusalOf(openLetter(ctx, person('stranger'), one.letter.id))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(openLetter(ctx, visitor, one.letter.id))).toMatchObject({ kind: 'signed-out' });
	});

	test('only organisers revoke, once, with a reason, and only what was issued', async () => {
		const one = await issued();
		const revoke = (actor: Actor, reason: object = { en: 'x' }) =>
			refusalOf(revokeLetter(ctx, actor, { letter: one.letter.id, reason }));
		expect(await revoke(secretary)).toMatchObject({ kind: 'forbidden' });
		expect(await revoke(one.author)).toMatchObject({ kind: 'not-found' });
		expect(await revoke(organiser, {})).toMatchObject({
			kind: 'invalid',
			problems: [{ path: 'reason', code: 'reason-needed' }],
		});
		expect(await revoke(organiser, { en: 'x'.repeat(501) })).toMatchObject({
			problems: [{ path: 'reason.en', code: 'too-many-characters' }],
		});
		expect(await revoke(organiser)).toBe('not refused');
		expect(await revoke(organiser)).toMatchObject({ kind: 'conflict', code: 'revoked-already' });
	});

	test('an erased person is in no letter, but the reference can still be checked', async () => {
		const one = await issued('Secret of a person');
		const id = (one.author as { personId: string }).personId;
		expect(((await letterPersonData.export(ctx, id)) as { received: object[] }).received).toMatchObject([
			{ reference: one.letter.reference, toAddress: one.address },
		]);
		await letterPersonData.erase(ctx, id);
		const checked = await verifyReference(ctx, one.letter.reference, one.digest);
		expect(checked).toMatchObject({ verdict: 'valid', sameFile: true, letter: { recipient: {}, title: '' } });
		expect(JSON.stringify(await rows('select * from letter where reference = $1', [one.letter.reference]))).not.toMatch(
			/Given|Secret|author/,
		);
		expect(await refusalOf(openLetter(ctx, organiser, one.letter.id))).toMatchObject({ kind: 'not-found' });
		expect(await rows('select * from file where digest = $1', [one.digest])).toEqual([]);
	});
});
