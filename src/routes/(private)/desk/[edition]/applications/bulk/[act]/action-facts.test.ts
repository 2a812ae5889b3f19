import { describe, expect, test } from 'vitest';
import { bulkActionSchema } from '#modules/calls/bulk-action.ts';
import { messages } from '../messages.ts';
import { actionFacts } from './action-facts.ts';

const both = (en: string, zh: string) => ({ en, zh });
const calls = [
	{
		stages: [
			{
				stage: {
					outcomes: [{ id: 'yes', label: both('A talk', '口头报告') }],
					reasons: [{ id: 'fit', label: both('Fits', '合适') }],
				},
			},
		],
		cohorts: [{ id: 'r1', label: both('First round', '第一轮') }],
		form: { fields: [{ id: 'title', label: both('Title', '标题') }] },
	},
] as unknown as Parameters<typeof actionFacts>[1];
const facts = (action: unknown, locale: 'en' | 'zh' = 'en') =>
	actionFacts(bulkActionSchema.parse(action), calls, { T1: 'T1 Orbits' }, locale, messages[locale] as never).map(
		({ label, value }) => `${label}: ${value}`,
	);

describe('an act says what it does before it is confirmed', () => {
	test('a decision: outcome and reason by their names, and whatever else was filled in', () => {
		expect(facts({ kind: 'decide', outcome: 'yes' })).toEqual(['Outcome: A talk']);
		expect(
			facts({ kind: 'decide', outcome: 'yes', reason: 'fit', track: 'T1', conditions: '缩短', amount: 1200 }, 'zh'),
		).toEqual([
			'评定结果: 口头报告',
			'理由: 合适',
			'转入专题: T1 Orbits',
			'条件（告知申请人）: 缩短',
			'资助金额: 1,200',
		]);
	});

	test('what no call knows any more goes by its id', () => {
		expect(facts({ kind: 'decide', outcome: 'gone' })).toEqual(['Outcome: gone']);
	});

	test('round, holder and request; nothing twice of a message or a withdrawal', () => {
		expect(facts({ kind: 'cohort', cohort: 'r1' })).toEqual(['Cohort: First round']);
		expect(facts({ kind: 'cohort', cohort: '' })).toEqual(['Cohort: No cohort']);
		expect(facts({ kind: 'holder', holder: 'nobody' })).toEqual(['Who sees to them: Nobody']);
		expect(facts({ kind: 'request', fields: ['title'], questions: ['Why?'], due: '2021-10-30' })).toEqual([
			'Answers that may be changed: Title',
			'Questions, one a line: Why?',
			'Until: 2021-10-30',
		]);
		expect(facts({ kind: 'message', text: 'Hello' })).toEqual([]);
		expect(facts({ kind: 'withdraw' })).toEqual([]);
	});
});
