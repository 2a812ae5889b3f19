import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Typesetter } from '#core/typesetting/index.ts';
import { importReal } from '#modules/editions/server/testing.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { printed } from './printed.ts';

vi.mock('../../app/running.ts', () => ({ getRunning: () => ({ origin: 'https://ipspace.example' }) }));

const ctx = await testContext();
beforeAll(async () => {
	await importReal(ctx);
});

const ask = (typesetter: Typesetter, locale: 'en' | 'zh' = 'en', slug = 'ipspace-2021') => {
	const locals = { ctx: { ...ctx, typesetter }, locale, path: '/', client: '', actor: { kind: 'visitor' } };
	return { locals, response: printed(locals as unknown as App.Locals, slug, 'leaflet') };
};

describe('a sheet that is asked for', () => {
	test('is kept for as long as the edition stays as it is', async () => {
		const { locals, response } = ask(ctx.typesetter);
		expect((await response).headers.get('content-disposition')).toBe('inline; filename="ipspace-2021-en-leaflet.pdf"');
		expect((locals as unknown as App.Locals).cache?.until).toBe(Number.MAX_SAFE_INTEGER);
	});

	test('and cannot be set is 503 with a sentence in the language of the page, and the next reader has it again', async () => {
		const away: Typesetter = { ...ctx.typesetter, finished: () => Promise.reject(new Error('the process ended')) };
		for (const [locale, sentence] of [
			['en', /could not be made just now/],
			['zh', /暂时无法生成/],
		] as const) {
			const answer = await ask(away, locale).response;
			expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('cache-control')]).toEqual([
				503,
				'60',
				'no-store',
			]);
			expect(await answer.text()).toMatch(sentence);
		}
		expect((await ask(ctx.typesetter).response).status).toBe(200);
	});

	test('of an edition that is not there is 404', async () => {
		await expect(ask(ctx.typesetter, 'en', 'ipspace-1999').response).rejects.toMatchObject({ status: 404 });
	});
});
