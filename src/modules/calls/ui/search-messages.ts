import { catalogue } from '#core/i18n/index.ts';
import type { SearchProblem } from '../search/node.ts';

type About = Pick<SearchProblem, 'found' | 'name'>;

/** What is wrong with a search, in sentences. */
export const searchMessages = catalogue(
	{
		problem: {
			'too-long': () => 'A search may have 2,000 characters; this one goes on here.',
			'too-deep': () => 'Brackets and signs are nested too deeply here.',
			'too-many-terms': () => 'A search may have 200 parts; this is one too many.',
			'quote-open': () => 'These quotation marks are never closed.',
			'bracket-open': () => 'This bracket is never closed.',
			'bracket-stray': () => 'This bracket closes nothing.',
			'bracket-empty': () => 'Nothing stands between these brackets.',
			'operand-missing': ({ found }: About) => `Something is missing beside ${found}.`,
			'value-missing': ({ name }: About) => `${name}: what is looked for is missing after it.`,
			'sign-stray': ({ found }: About) =>
				`No name stands before ${found}. To look for it as text, put it in quotation marks.`,
			'unknown-name': ({ found }: About) =>
				`Nothing is called ${found} here. To look for it as text, put it in quotation marks.`,
			'unknown-value': ({ found, name }: About) => `${name} knows no ${found}.`,
			'not-comparable': ({ name }: About) => `${name} can’t be compared with < or >; write ${name}: and a value.`,
			'number-wanted': ({ found, name }: About) =>
				`${name} needs a number such as 400, or a range such as 300..400, not ${found}.`,
			'date-wanted': ({ found, name }: About) => `${name} needs a date such as 2021-10-15, not ${found}.`,
		},
		meant: 'Did you mean',
		or: ' or ',
	},
	{
		problem: {
			'too-long': () => '检索式最多 2000 个字符，自此处起超出。',
			'too-deep': () => '此处括号或符号嵌套过深。',
			'too-many-terms': () => '检索式最多 200 项，此项已超出。',
			'quote-open': () => '引号未闭合。',
			'bracket-open': () => '括号未闭合。',
			'bracket-stray': () => '多余的右括号。',
			'bracket-empty': () => '括号内没有内容。',
			'operand-missing': ({ found }) => `${found} 旁缺少检索内容。`,
			'value-missing': ({ name }) => `${name} 之后缺少要检索的值。`,
			'sign-stray': ({ found }) => `${found} 之前缺少名称。如要作为文字检索，请加引号。`,
			'unknown-name': ({ found }) => `没有名为“${found}”的检索项。如要作为文字检索，请加引号。`,
			'unknown-value': ({ found, name }) => `${name} 没有“${found}”这个值。`,
			'not-comparable': ({ name }) => `${name} 不能用大小比较，请写作 ${name}: 加上具体的值。`,
			'number-wanted': ({ found, name }) => `${name} 需要数字（如 400）或范围（如 300..400），而不是“${found}”。`,
			'date-wanted': ({ found, name }) => `${name} 需要日期（如 2021-10-15），而不是“${found}”。`,
		},
		meant: '是否要找',
		or: '或',
	},
);
