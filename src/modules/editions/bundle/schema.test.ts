import { describe, expect, it } from 'vitest';
import { describeFinding, findingMessages } from './findings.ts';
import { bundleSchema, editionSchemaJson, fileSchemas } from './index.ts';
import { placeholdersIn } from '../letter-placeholders.ts';
import { localDate, localDateTime, prose, zone } from './text.ts';

describe('the published JSON Schema', () => {
	const schema = editionSchemaJson() as {
		properties: Record<string, Record<string, unknown>>;
		$defs: Record<string, Record<string, unknown>>;
	};
	it('describes every part and every file, and refuses unknown keys', () => {
		expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(bundleSchema.shape).sort());
		expect(Object.keys(schema.$defs)).toEqual([
			...Object.keys(fileSchemas).map((part) => `${part}.yaml`),
			'calls/*.yaml',
		]);
		expect(schema.properties.edition?.additionalProperties).toBe(false);
		expect(schema.$defs['edition.yaml']?.additionalProperties).toBe(false);
	});
	it('is plain data that survives JSON', () => {
		expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
	});
});

describe('days, times and zones', () => {
	const ok = (type: { safeParse: (value: unknown) => { success: boolean } }, value: unknown) =>
		type.safeParse(value).success;
	it('takes those of the calendar only', () => {
		expect(ok(localDate, '2020-02-29')).toBe(true);
		for (const bad of ['2021-02-29', '2021-13-01', '2021-00-10', '2021-1-1', '2021-11-31'])
			expect(ok(localDate, bad)).toBe(false);
		for (const good of ['2021-10-15T24:00', '2021-10-15T00:00']) expect(ok(localDateTime, good)).toBe(true);
		for (const bad of ['2021-10-15', '2021-10-15T24:01', '2021-10-15T9:00', '2021-02-30T10:00']) {
			expect(ok(localDateTime, bad)).toBe(false);
		}
		for (const good of ['Asia/Shanghai', 'UTC', 'America/Argentina/Ushuaia']) expect(ok(zone, good)).toBe(true);
		for (const bad of ['Mars/Base', 'CST', '+08:00', '']) expect(ok(zone, bad)).toBe(false);
	});
	it('a text needs one language at least', () => {
		expect(ok(prose, { zh: '文' })).toBe(true);
		expect(ok(prose, {})).toBe(false);
	});
});

describe('sentences of findings', () => {
	it('exist in both languages for every code and use their figures', () => {
		expect(Object.keys(findingMessages.zh).sort()).toEqual(Object.keys(findingMessages.en).sort());
		for (const code of Object.keys(findingMessages.en) as (keyof typeof findingMessages.en)[]) {
			const params = {
				id: 'X1',
				key: 'X1',
				name: 'X1',
				text: 'X1',
				options: 'X1',
				format: 'X1',
				type: 'X1',
				call: 'X1',
				end: 'X1',
				language: 'X1',
				moment: 'X1',
				expected: 'X1',
				minimum: 1,
				maximum: 1,
			};
			for (const locale of ['en', 'zh'] as const) {
				const sentence = describeFinding({ code, params }, locale);
				expect(sentence).not.toMatch(/undefined/);
				expect(/\p{Script=Han}/u.test(sentence)).toBe(locale === 'zh');
			}
		}
	});
});

describe('placeholders', () => {
	it('are found once each', () => {
		expect(placeholdersIn('Dear {recipient}, {title} and {title}; { not this }')).toEqual(['recipient', 'title']);
	});
});
