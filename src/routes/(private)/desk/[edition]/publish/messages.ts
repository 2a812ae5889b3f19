import { catalogue } from '#core/i18n/index.ts';

/** Making an edition public that was in preparation. */
export const messages = catalogue(
	{
		title: 'Make the edition public',
		lead: (name: string) => `Until now the public sees the title “${name}” and that it is in preparation.`,
		becomes: 'What becomes public at once',
		counts: { tracks: 'tracks', dates: 'dates', partners: 'partners', pages: 'pages' },
		colon: ': ',
		opens: 'opens',
		before: 'Worth a look before',
		proposed: (count: number) =>
			count === 1
				? 'One role of the committee is a proposal. It stays inside until its note is removed.'
				: `${count} roles of the committee are proposals. They stay inside until their notes are removed.`,
		preparing: (count: number) =>
			count === 1
				? 'One page is in preparation: its heading alone is shown.'
				: `${count} pages are in preparation: their headings alone are shown.`,
		missing: (count: number) =>
			count === 1 ? 'One text waits for its translation.' : `${count} texts wait for their translation.`,
		mention: 'Names a year before:',
		nothing: 'Nothing is left to look at.',
		toEditor: 'To the editor of the site',
		publish: (short: string) => `Make ${short} public`,
		later: 'Not yet',
		isOpen: (short: string) => `${short} is public.`,
		toSite: 'See it',
		refused: 'It could not be made public; perhaps somebody did so a moment ago. Nothing was changed.',
	},
	{
		title: '公开此届会议',
		lead: (name) => `目前公众只能看到名称“${name}”以及筹备中的说明。`,
		becomes: '即刻公开的内容',
		counts: { tracks: '个专题', dates: '个日期', partners: '家单位', pages: '个页面' },
		colon: '：',
		opens: '开放时间为',
		before: '公开之前请留意',
		proposed: (count) => `委员会有 ${count} 项职务仍为拟定，在移除备注之前不公开。`,
		preparing: (count) => `有 ${count} 个页面处于筹备状态，仅显示标题。`,
		missing: (count) => `有 ${count} 处文本尚待翻译。`,
		mention: '仍提到往年：',
		nothing: '没有其他需要留意的事项。',
		toEditor: '前往网站编辑',
		publish: (short) => `公开 ${short}`,
		later: '暂不公开',
		isOpen: (short) => `${short} 已公开。`,
		toSite: '查看',
		refused: '未能公开，可能刚刚已有人操作。未作任何更改。',
	},
);
