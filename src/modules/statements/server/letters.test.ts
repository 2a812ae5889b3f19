import { describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { day } from '#core/clock/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	publicStatement,
	refuseSignatures,
	releaseStatement,
	saveStatementDraft,
	statementJobHandlers,
	sweepSignatureRequests,
	withdrawSignature,
} from './index.ts';
import { newForms, openTime, releasedForTest, signForTest, texts } from './testing.ts';

const ctx = await testContext({ at: openTime, jobs: statementJobHandlers });
const form = newForms();
const keys = async (...addresses: string[]) =>
	(await ctx.byHand('select idempotency_key as key from mail where to_address = any($1)', [addresses])).rows
		.map(({ key }) => String(key).split(':')[0])
		.sort();

describe('letters about a signature', () => {
	it('go with it, every one of them, and no letter of another', async () => {
		const [one, two] = [await releasedForTest(ctx, 'letters-go'), await releasedForTest(ctx, 'letters-stay')];
		const email = 'office@orbits.example';
		const organisation = form({
			as: 'organisation',
			organisation: 'Institute of Letters',
			authority: true,
			secondName: 'Second Reader',
			secondEmail: 'second@orbits.example',
			email,
		});
		const { secret } = await signForTest(ctx, one.slug, organisation);
		await signForTest(ctx, one.slug, form({ email }), { confirm: false });
		await signForTest(ctx, two.slug, form({ email }));
		await signForTest(ctx, one.slug, form({ email: 'other@orbits.example' }));
		const changed = { ...texts, en: { ...texts.en, body: 'We ask that letters be forgotten.' } };
		const drafted = { statement: one.id, texts: changed, remark: '', revision: 1 };
		const revision = await saveStatementDraft(ctx, one.organiser, drafted);
		await releaseStatement(ctx, one.organiser, { statement: one.id, revision, note: { en: 'Letters.', zh: '信件。' } });
		await ctx.runJobs();
		expect((await publicStatement(ctx, one.slug))?.version).toBe(2);
		const { rows } = await ctx.byHand('select id from signature where email = $1 and statement_id = $2', [
			email,
			one.id,
		]);
		const signatures = rows.map(({ id }) => String(id));
		await refuseSignatures(ctx, one.organiser, { statement: one.id, signatures, reason: 'Who are you?' });
		expect(await keys(email, 'second@orbits.example')).toEqual([
			'statement-again',
			'statement-confirm',
			'statement-confirm',
			'statement-known',
			'statement-refused',
			'statement-second',
			'statement-signed',
			'statement-signed',
		]);
		const others = await keys('other@orbits.example');
		await withdrawSignature(ctx, visitor, { secret: secret as string });
		expect(await keys(email, 'second@orbits.example')).toEqual(['statement-confirm', 'statement-signed']);
		expect(await keys('other@orbits.example')).toEqual(others);
	});

	it('go with a request that nobody confirmed', async () => {
		const one = await releasedForTest(ctx, 'letters-expire');
		const email = 'never@orbits.example';
		await signForTest(ctx, one.slug, form({ email }), { confirm: false });
		ctx.setNow(openTime + 6 * day);
		await sweepSignatureRequests(ctx);
		expect(await keys(email)).toEqual(['statement-confirm']);
		ctx.setNow(openTime + 8 * day);
		await sweepSignatureRequests(ctx);
		expect(await keys(email)).toEqual([]);
	});
});
