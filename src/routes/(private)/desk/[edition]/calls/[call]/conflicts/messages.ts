import { catalogue } from '#core/i18n/index.ts';

/** Words of the desk's list of conflicts of interest. */
export const messages = catalogue(
	{
		calls: 'Calls',
		title: 'Conflicts of interest',
		lead: 'What is between the people who judge and the applications of this call, found anew each time this page is opened. What counts keeps a pair apart until a chair clears it; a hint counts nothing.',
		tabs: { label: 'Which conflicts', open: 'To be looked at', decided: 'Decided', record: 'On record' },
		kinds: 'By kind',
		all: 'All',
		closed: (n: number) =>
			n === 1
				? 'One application is not shown to you: you have a conflict of interest with it yourself.'
				: `${n} applications are not shown to you: you have a conflict of interest with them yourself.`,
		caption: 'Pairs of people and applications with what is between them',
		columns: { who: 'Who and which', what: 'What is known', state: 'State' },
		choose: (person: string, number: string) => `Choose ${person} and ${number}`,
		assigned: 'was asked to score it',
		reason: (text: string) => `Reason: ${text}`,
		form: {
			title: 'Confirm or clear what is chosen',
			help: 'The reason stays on record. Confirmed: the person judges it no more, what was scored counts no more, and its desk page is closed to the person. Cleared: the pair may come together until other evidence comes up.',
			reason: 'Reason',
			confirm: 'Confirm',
			clear: 'Clear',
		},
		done: {
			confirmed: (n: number) => (n === 1 ? 'One conflict is confirmed.' : `${n} conflicts are confirmed.`),
			cleared: (n: number) => (n === 1 ? 'One conflict is cleared.' : `${n} conflicts are cleared.`),
		},
		left: (n: number) => `Nothing was done with ${n}: they are on record, are about yourself, or are there no longer.`,
		empty: {
			open: { title: 'Nothing to look at', text: 'Nothing is stated or inferred that no chair has decided.' },
			decided: { title: 'Nothing decided yet', text: 'What is confirmed or cleared stands here, with its reason.' },
			record: {
				title: 'Nobody who judges has applied',
				text: 'Who applies, works on an application or recuses himself stands here.',
			},
		},
	},
	{
		calls: '征集',
		title: '利益冲突',
		lead: '评审人员与本次征集各申请之间的关系，每次打开本页时重新查找。“生效”的关系在主席排除之前一律回避，“线索”暂不生效。',
		tabs: { label: '类别', open: '待处理', decided: '已处理', record: '申请记录' },
		kinds: '按类型',
		all: '全部',
		closed: (n) => `有 ${n} 项申请不向您显示：您本人与其有利益冲突。`,
		caption: '人员与申请之间的关系',
		columns: { who: '人员与申请', what: '依据', state: '状态' },
		choose: (person, number) => `选择 ${person} 与 ${number}`,
		assigned: '已分配评审',
		reason: (text) => `原因：${text}`,
		form: {
			title: '确认或排除所选各项',
			help: '原因将记录在案。确认后，此人不再评审该申请，已有评分不再计入，其管理页面也对此人关闭。排除后，除非出现新的依据，二者不再回避。',
			reason: '原因',
			confirm: '确认',
			clear: '排除',
		},
		done: {
			confirmed: (n) => `已确认 ${n} 项利益冲突。`,
			cleared: (n) => `已排除 ${n} 项利益冲突。`,
		},
		left: (n) => `有 ${n} 项未处理：属申请记录、涉及您本人，或已不存在。`,
		empty: {
			open: { title: '没有待处理的事项', text: '没有尚未由主席处理的说明或推断。' },
			decided: { title: '尚无处理记录', text: '已确认或排除的利益冲突及其原因将在此列出。' },
			record: { title: '没有评审人员提交申请', text: '评审人员提交、参与撰写或已回避的申请将在此列出。' },
		},
	},
);
