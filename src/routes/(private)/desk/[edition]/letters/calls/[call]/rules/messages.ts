import { catalogue } from '#core/i18n/index.ts';

/** Which wording is for what: the page of rules. */
export const rulesMessages = catalogue(
	{
		title: 'Which wording for what',
		lead: 'The rules are tried from the top; the first that fits a decision chooses its wording. Where none fits, the wording is the one that the outcome names.',
		table: 'Rules, in the order in which they are tried',
		columns: {
			place: 'No.',
			track: 'Track',
			outcome: 'Outcome',
			format: 'Form',
			letter: 'Wording',
			waiting: 'Letters that wait',
			announced: 'Announced before',
			move: 'Order',
		},
		any: 'any',
		nothing: '– no rule –',
		hidden: 'never comes to its turn: a rule above fits all of it',
		none: (count: number) =>
			count === 0
				? 'A rule fits every letter that waits.'
				: count === 1
					? 'No rule fits one of the letters that wait:'
					: `No rule fits ${count} of the letters that wait:`,
		usual: 'the wording of its outcome',
		up: 'Up',
		down: 'Down',
		remove: 'Remove',
		add: 'Add a rule',
		test: 'Try without keeping',
		save: 'Keep the rules',
		saved: 'The rules are kept.',
		tried: 'This is a trial: nothing was kept yet.',
		from: { call: 'of the call', edition: 'of the edition', ours: 'usual' },
		readOnly: 'Organisers change the rules.',
		more: (n: number) => `and ${n} more`,
	},
	{
		title: '函件选用规则',
		lead: '规则自上而下依次比对，以第一条相符者选定函件文本。均不相符时，采用评定结果自身指定的文本。',
		table: '规则（按比对顺序）',
		columns: {
			place: '序号',
			track: '专题',
			outcome: '评定结果',
			format: '形式',
			letter: '函件文本',
			waiting: '待公布函件',
			announced: '已公布',
			move: '顺序',
		},
		any: '不限',
		nothing: '– 无规则 –',
		hidden: '永远轮不到：上方已有规则涵盖其全部情形',
		none: (count) => (count === 0 ? '每封待公布函件均有规则相符。' : `有 ${count} 封待公布函件没有相符的规则：`),
		usual: '采用评定结果自身的文本',
		up: '上移',
		down: '下移',
		remove: '删除',
		add: '添加规则',
		test: '试用（不保存）',
		save: '保存规则',
		saved: '规则已保存。',
		tried: '此为试用结果，尚未保存。',
		from: { call: '本征集', edition: '本届', ours: '通用' },
		readOnly: '规则由组织者修改。',
		more: (n) => `另有 ${n} 封`,
	},
);
