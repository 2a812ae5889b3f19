import { callSchema } from '#modules/calls/call.ts';
import { audiences, type Cell, type CellName, letters } from '../../settings/cells.ts';

/* The call of a cell of the played tables. Nothing here ships. */

export const both = (en: string) => ({ en, zh: `${en}（中文）` });
export const mail = (of: string) => `${of.replace(/[^a-z]/gi, '')}@settings.example`;
const question = (id: string, visibleTo: string) => ({ id, kind: 'short-text', label: both(id), visibleTo });

/** The call of a cell: every audience as a text and as a file, personal data, four letters, a review. */
export function callOf(name: CellName, { blind, scoreVisibility, reviewerNames }: Cell) {
	const named = { viewers: [mail('named viewer')] };
	const people = { kind: 'person-list', needs: ['family', 'email'], presenter: 'none', min: 0 };
	return callSchema.parse({
		slug: `cell-${name}`,
		title: both(`Cell ${name}`),
		summary: both('A sample.'),
		numberPrefix: 'Z',
		window: { zone: 'Asia/Shanghai', opens: '2021-10-01', closes: '2021-10-31' },
		form: {
			fields: [
				{ id: 'title', kind: 'short-text', role: 'title', label: both('Title'), visibleTo: 'reviewers' },
				{ id: 'track', kind: 'track', role: 'track', label: both('Track'), visibleTo: 'reviewers' },
				{ ...people, id: 'authors', role: 'contributors', label: both('Authors'), visibleTo: 'reviewers' },
				{ ...people, id: 'referees', role: 'referees', label: both('Referees') },
				...audiences.map((audience) => ({
					...question(`for-${audience}`, audience),
					...(audience === 'named' ? named : {}),
				})),
				...audiences.map((audience) => ({
					...question(`file-${audience}`, audience),
					...(audience === 'named' ? named : {}),
					kind: 'file',
					types: ['application/pdf'],
					maxBytes: 10_000,
				})),
				{ ...question('personal', 'reviewers'), purpose: both('To call you.') },
			],
		},
		attestations: [
			{
				id: 'confirms',
				label: both('Confirms'),
				request: both('Please confirm.'),
				from: 'authors',
			},
			...letters.map(({ readBy, toReviewers }) => ({
				id: `letter-${readBy}-${toReviewers}`,
				label: both(`letter ${readBy} ${toReviewers}`),
				request: both('Please write.'),
				from: 'referees',
				readBy,
				toReviewers,
				fields: [question('said', 'organisers')],
			})),
		],
		fulfilments: [
			{ id: 'list', kind: 'listing', label: both('List') },
			{ id: 'paid', kind: 'payment', label: both('Paid'), currency: 'EUR' },
			{ id: 'certified', kind: 'certificate', label: both('Certified'), text: both('was here') },
		],
		stages: [
			{
				id: 'round',
				kind: name === 'sealed' ? 'jury' : 'review',
				label: both('Round'),
				criteria: [{ id: 'novelty', label: both('Novelty') }],
				opens: '2021-11-05',
				closes: '2021-11-20',
				rebuttal: { opens: '2021-11-10', closes: '2021-11-14' },
				discussion: { opens: '2021-11-07', closes: '2021-11-20' },
				comments: ['to-panel', 'to-applicant'],
				fields: ['organisers', 'reviewers', 'public'].map((audience) => question(`asked-${audience}`, audience)),
				...{ blind, scoreVisibility, reviewerNames },
				outcomes: [
					{
						id: 'yes',
						label: both('Yes'),
						effect: 'conditional',
						needs: ['conditions'],
						fulfils: ['list', 'paid', 'certified'],
					},
					{ id: 'no', label: both('No'), effect: 'reject' },
				],
			},
		],
	} as never);
}
