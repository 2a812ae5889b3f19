import type { CallInput } from '#modules/calls/call.ts';

/*
 * A call with an outcome for every kind of fulfilment, for tests. Nothing here ships.
 */

const both = (en: string, zh = `${en}（中文）`) => ({ en, zh });

/** Prizes with all that can follow from one, and a partnership with what is promised to it. */
export const prizeCall: CallInput = {
	slug: 'prizes',
	title: both('Student competition', '学生竞赛'),
	summary: both('The best paper of a student.', '学生优秀论文。'),
	window: { zone: 'Asia/Shanghai', opens: '2021-10-01', closes: '2021-10-15' },
	numberPrefix: 'P',
	form: {
		fields: [
			{ id: 'title', kind: 'short-text', role: 'title', label: both('Title'), required: true, visibleTo: 'public' },
			{
				id: 'authors',
				kind: 'person-list',
				role: 'contributors',
				label: both('Authors'),
				required: true,
				needs: ['family'],
				visibleTo: 'public',
			},
			{ id: 'profile', kind: 'long-text', label: both('Profile', '简介'), visibleTo: 'public' },
			{ id: 'budget', kind: 'short-text', label: both('Budget'), visibleTo: 'organisers' },
			{ id: 'minor', kind: 'yes-no', label: both('Under 18') },
			{
				id: 'logo',
				kind: 'file',
				label: both('Logo'),
				types: ['image/png', 'image/svg+xml', 'image/jpeg'],
				maxBytes: 5_000_000,
				visibleTo: 'public',
			},
		],
	},
	fulfilments: [
		{
			id: 'certificate',
			kind: 'certificate',
			label: both('First prize', '一等奖'),
			text: both(
				'for “{title}” in the {call} of {edition}: {outcome}.',
				'在{edition}{call}中，作品“{title}”获{outcome}。',
			),
		},
		{ id: 'money', kind: 'payment', label: both('Prize money', '奖金'), currency: 'CNY', dueDays: 30 },
		{ id: 'speech', kind: 'benefit', label: both('Named in the opening speech', '开幕致辞鸣谢'), due: '2021-11-18' },
		{
			id: 'logo-shown',
			kind: 'placement',
			label: both('Logo on the site', '网站标识'),
			field: 'logo',
			from: '2021-11-01',
			until: '2021-11-20',
		},
		{ id: 'listed', kind: 'listing', label: both('Winners', '获奖名单') },
		{ id: 'helps', kind: 'relation', label: both('Reviewer', '审稿人'), relation: 'reviewer' },
		{ id: 'letter', kind: 'document', label: both('Letter for the visa', '签证函') },
		{ id: 'stand', kind: 'stand', label: both('Stand', '展位') },
	],
	stages: [
		{
			id: 'jury',
			kind: 'determination',
			label: both('Jury', '评审'),
			confirmBy: '2021-11-10',
			outcomes: [
				{
					id: 'first',
					label: both('First prize', '一等奖'),
					effect: 'accept',
					fulfils: ['certificate', 'money', 'listed'],
				},
				{
					id: 'partner',
					label: both('Partner', '合作单位'),
					effect: 'accept',
					confirm: true,
					fulfils: ['speech', 'logo-shown', 'listed', 'helps', 'letter', 'stand'],
				},
				{ id: 'waiting', label: both('Waiting list'), effect: 'waitlist', fulfils: ['listed'] },
				{ id: 'none', label: both('No prize', '未获奖'), effect: 'reject' },
			],
		},
	],
};
