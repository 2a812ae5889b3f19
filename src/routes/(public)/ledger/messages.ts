import { catalogue } from '#core/i18n/index.ts';

export const messages = catalogue(
	{
		title: 'Heads of the ledger',
		lead: 'Every change on this platform is an event in an append-only ledger, and each event is chained to the one before it. Here stands the last link of each day. Keep one of them anywhere: with it anybody can find out later whether the ledger was rewritten.',
		day: 'Day (UTC)',
		events: 'Events',
		head: 'Head (SHA-256)',
		empty: 'No events yet',
		emptyText: 'The first head appears within a second of the first change.',
		check: 'The operator checks a head with',
		json: 'The same list as JSON',
	},
	{
		title: '账本链首',
		lead: '本平台的每一次变更都是只可追加的账本中的一个事件，事件逐一相连成链。这里公布每日最后一环。任选一个自行保存，日后任何人均可据此查明账本是否被改写。',
		day: '日期（UTC）',
		events: '事件数',
		head: '链首（SHA-256）',
		empty: '尚无事件',
		emptyText: '首次变更之后一秒之内即出现第一个链首。',
		check: '运维人员可用以下命令核对链首：',
		json: '同一列表的 JSON 格式',
	},
);
