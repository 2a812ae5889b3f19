import { describe, expect, test } from 'vitest';
import { png as pngOf } from '#core/pictures/testing.ts';
import { dueUntil, runDue } from '#core/clock/index.ts';
import { type Actor, visitor } from '#core/access/index.ts';
import { withdraw } from '#modules/calls/server/index.ts';
import { refusalOf } from '#modules/calls/server/testing.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { placementFile, placementPicture } from '../placement.ts';
import {
	approvePlacement,
	fulfilmentDueHandlers,
	fulfilmentForDesk,
	fulfilmentsForDesk,
	placedFile,
	placementsNow,
	previewPlacement,
	takeDownPlacement,
} from './index.ts';
import { apply, decideAndAnnounce, makePerson, makePrizes, testJobs } from './testing.ts';

const start = Date.parse('2021-10-10T09:00:00+08:00');
const ctx = await testContext({ jobs: testJobs(), at: start });
const { edition, call } = await makePrizes(ctx);
const organiser = await makePerson(ctx, { given: 'O', family: 'Desk' }, undefined, {
	name: 'organiser',
	type: 'edition',
	id: edition,
});
const chair = await makePerson(ctx, { given: 'C', family: 'Desk' }, undefined, {
	name: 'chair',
	type: 'edition',
	id: edition,
});
const other = await makePerson(ctx, { given: 'Some', family: 'Body' });
const at = (local: string) => ctx.setNow(Date.parse(`${local}+08:00`));
const revision = async () =>
	(await ctx.byHand('select number from public_revision where scope = $1', [edition])).rows[0]?.number ?? 0;
const drawing =
	'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80"><script>alert(1)</script><rect width="200" height="80" fill="#123" onclick="x()"/></svg>';

async function partner(picture?: {
	bytes: Uint8Array;
	name: string;
	type: string;
}): Promise<{ author: Actor; application: string; line: string }> {
	ctx.setNow(start);
	const author = await makePerson(ctx, { given: 'Acme', family: 'Rockets' });
	const application = await apply(ctx, call, author, { title: 'Acme Rockets' }, picture);
	await decideAndAnnounce(ctx, organiser, application, 'partner', { confirmedBy: author });
	await ctx.runJobs();
	const line = (await fulfilmentsForDesk(ctx, organiser, application))?.find(({ kind }) => kind === 'placement');
	return { author, application, line: line?.id ?? expect.fail('no placement') };
}
const png = async () => ({ bytes: pngOf(800, 400), name: 'acme.png', type: 'image/png' });
const shown = async (line: string) => (await placementsNow(ctx, edition)).placements.find(({ id }) => id === line);

describe('a logo', () => {
	test('is on the site between its days only, and its file has an address only then', async () => {
		const { line } = await partner(await png());
		expect(await shown(line)).toBeUndefined();
		await approvePlacement(ctx, organiser, {
			fulfilment: line,
			name: { en: 'Acme Rockets', zh: '顶点火箭' },
			url: 'https://acme.example',
		});
		const file = placementFile((await placementsNow(ctx, edition)).all.find(({ id }) => id === line) ?? expect.fail());
		const address = () => placedFile(ctx, { deskId: edition, id: line, file });
		for (const [local, is] of [
			['2021-10-31T23:59:59', false],
			['2021-11-01T00:00:00', true],
			['2021-11-20T23:59:59', true],
			['2021-11-21T00:00:00', false],
		] as const) {
			at(local);
			expect((await shown(line)) !== undefined, local).toBe(is);
			expect((await address()) !== undefined, local).toBe(is);
		}
		at('2021-11-02T00:00:00');
		const one = (await shown(line)) ?? expect.fail();
		expect(placementPicture('ipspace-2021', one, 'zh')).toMatchObject({
			alt: '顶点火箭',
			src: `/ipspace-2021/placements/${line}/${file}`,
		});
		expect(one).toMatchObject({ mediaType: 'image/webp', width: 640, height: 320, among: 'sponsor' });
		expect(await placedFile(ctx, { deskId: edition, id: line, file: `${'0'.repeat(12)}.webp` })).toBeUndefined();
		expect(await placedFile(ctx, { deskId: 'another-edition', id: line, file })).toBeUndefined();
	});

	test('comes and goes by the due-list: the pages are made anew at both moments', async () => {
		const { line } = await partner(await png());
		await approvePlacement(ctx, organiser, {
			fulfilment: line,
			name: { en: 'Acme' },
			from: '2021-11-03',
			until: '2021-11-04',
		});
		const handlers = {
			...fulfilmentDueHandlers,
			'call-last-hours': async () => {},
			'call-closes': async () => {},
			'call-confirmation-due': async () => {},
			'call-opens': async () => {},
		};
		for (const moment of ['2021-11-03T00:00:00', '2021-11-05T00:00:00']) {
			ctx.setNow(Date.parse(`${moment}+08:00`) - 1);
			await runDue(ctx, handlers);
			const before = await revision();
			at(moment);
			await runDue(ctx, handlers);
			expect(await revision(), moment).toBeGreaterThan(before);
		}
		expect(await dueUntil(ctx, Date.parse('2021-11-05T00:00:00+08:00'))).toBe(0);
	});

	test('is shown only once the desk has approved it, as our clean copy', async () => {
		const { line } = await partner({
			bytes: new TextEncoder().encode(drawing),
			name: 'logo.svg',
			type: 'image/svg+xml',
		});
		const preview = await previewPlacement(ctx, organiser, { fulfilment: line });
		const text = new TextDecoder().decode(preview.bytes);
		expect(text).not.toMatch(/script|onclick/);
		expect(text).toContain('rect');
		for (const [actor, kind] of [
			[visitor, 'signed-out'],
			[other, 'not-found'],
			[chair, 'forbidden'],
		] as const) {
			expect(await refusalOf(approvePlacement(ctx, actor, { fulfilment: line, name: { en: 'x' } }))).toMatchObject({
				kind,
			});
			expect(await refusalOf(previewPlacement(ctx, actor, { fulfilment: line }))).toMatchObject({ kind });
		}
		at('2021-11-02T00:00:00');
		expect(await shown(line)).toBeUndefined();
		expect(
			await refusalOf(
				approvePlacement(ctx, organiser, {
					fulfilment: line,
					name: {},
					url: 'javascript:alert(1)',
					from: '2021-11-09',
					until: '2021-11-08',
				}),
			),
		).toMatchObject({
			problems: [
				{ path: 'name.en', code: 'name-needed' },
				{ path: 'url', code: 'not-an-address' },
				{ path: 'until', code: 'ends-before-it-begins' },
			],
		});
		await approvePlacement(ctx, organiser, { fulfilment: line, name: { en: 'Acme' } });
		expect(await shown(line)).toMatchObject({ mediaType: 'image/svg+xml' });
		await takeDownPlacement(ctx, organiser, { fulfilment: line });
		expect(await shown(line)).toBeUndefined();
		expect((await fulfilmentForDesk(ctx, organiser, line)).line.state).toBe('open');
	});

	test('goes at once when its reason goes', async () => {
		const { author, application, line } = await partner(await png());
		await approvePlacement(ctx, organiser, { fulfilment: line, name: { en: 'Acme' }, from: '2021-10-01' });
		expect(await shown(line)).toBeDefined();
		await withdraw(ctx, author, { application });
		await ctx.runJobs();
		expect(await shown(line)).toBeUndefined();
		expect(await refusalOf(approvePlacement(ctx, organiser, { fulfilment: line, name: { en: 'Acme' } }))).toMatchObject(
			{ code: 'cancelled' },
		);
	});

	test('that was not handed in, or is broken, is named', async () => {
		const none = await partner();
		expect(await refusalOf(previewPlacement(ctx, organiser, { fulfilment: none.line }))).toMatchObject({
			code: 'no-picture',
		});
		const broken = await partner({
			bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2]),
			name: 'x.png',
			type: 'image/png',
		});
		expect(await refusalOf(previewPlacement(ctx, organiser, { fulfilment: broken.line }))).toMatchObject({
			code: 'picture-broken',
		});
	});
});
