import { catalogue } from '#core/i18n/index.ts';

/** Words of the page on which an application is written. */
export const applyMessages = catalogue(
	{
		choose: 'Please choose',
		yes: 'Yes',
		no: 'No',
		languages: { en: 'English', zh: 'Chinese' } as Record<string, string>,
		outside: 'Outside the tracks',
		keywordsHelp: 'Separate them with commas or semicolons.',
		city: 'City',
		zone: 'Time zone',
		zoneHelp: 'Such as Europe/Paris. The list helps while you type.',
		files: { 'application/pdf': 'PDF' } as Record<string, string>,
		removeFile: 'Remove this file',
		person: {
			one: (n: number) => `Person ${n}`,
			given: 'Given name',
			family: 'Family name',
			affiliation: 'Affiliation',
			country: 'Country or region',
			email: 'E-mail',
			orcid: 'ORCID iD',
			orcidHelp: '16 places, such as 0000-0002-1825-0097',
			presenter: 'Presents the work',
			role: 'Role',
			add: 'Add a person',
			remove: (n: number) => `Remove person ${n}`,
			up: (n: number) => `Move person ${n} up`,
			down: (n: number) => `Move person ${n} down`,
			removeShort: 'Remove',
			upShort: 'Up',
			downShort: 'Down',
		},
		row: {
			one: (n: number) => `Row ${n}`,
			add: 'Add a row',
			remove: (n: number) => `Remove row ${n}`,
			up: (n: number) => `Move row ${n} up`,
			down: (n: number) => `Move row ${n} down`,
			removeShort: 'Remove',
			upShort: 'Up',
			downShort: 'Down',
		},
		withUnit: (label: string, unit: string) => `${label} (${unit})`,
		atMost: (sum: string) => `at most ${sum}`,
		chooseBetween: (min: number, max: number) => `Choose ${min} to ${max}.`,
		chooseAtMost: (max: number) => `Choose at most ${max}.`,
		chooseAtLeast: (min: number) => `Choose at least ${min}.`,
		oneLanguage: 'One of the languages suffices.',
		/** What a file must be, beyond its kind and size. */
		filePages: (min: number | undefined, max: number | undefined) =>
			min !== undefined && max !== undefined
				? min === max
					? `${min} ${min === 1 ? 'page' : 'pages'}.`
					: `${min} to ${max} pages.`
				: max !== undefined
					? `At most ${max} ${max === 1 ? 'page' : 'pages'}.`
					: `At least ${min} ${min === 1 ? 'page' : 'pages'}.`,
		filePaper: { a4: 'Paper A4.', letter: 'Paper US Letter.', 'a4-or-letter': 'Paper A4 or US Letter.' },
		fileWidth: (pixels: number) => `At least ${pixels} pixels wide.`,
		/** A question that must be answered only later. */
		neededFrom: (moment: string) => `Not needed yet; needed from ${moment}.`,
		/** Who reads an answer that is for few eyes. */
		namedReaders: (count: number) =>
			count === 1
				? 'Only one named person of the committee can read this answer; each look is recorded.'
				: `Only ${count} named people of the committee can read this answer; each look is recorded.`,
		kept: {
			submission: (days: number) => `Deleted ${inDays(days)} you hand it in.`,
			announcement: (days: number) => `Deleted ${inDays(days)} the decision is announced.`,
			'edition-end': (days: number) => `Deleted ${inDays(days)} the event ends.`,
		},
		save: 'Save draft',
		submit: 'Submit',
		submitChange: 'Submit the new version',
		discard: 'Discard the draft',
		status: {
			saved: (time: string) => `Saved at ${time}`,
			saving: 'Saving …',
			offline: 'You are offline. What you type is kept on this device and saved when you are back.',
			failed: 'Could not be saved just now; it is kept on this device and tried again.',
			unsaved: 'Not saved yet',
			refused: 'Not saved. It is kept on this device; press “Save draft” to see why.',
		},
		signInNote:
			'You can write before you sign in. To submit, you sign in with a code sent to your e-mail address; the draft stays yours.',
		noScript: 'Press “Save draft” now and then: without JavaScript nothing is saved by itself.',
	},
	{
		choose: '请选择',
		yes: '是',
		no: '否',
		languages: { en: '英文', zh: '中文' },
		outside: '专题以外',
		keywordsHelp: '用逗号或分号隔开。',
		city: '城市',
		zone: '时区',
		zoneHelp: '如 Asia/Shanghai，输入时可从列表中选择。',
		files: { 'application/pdf': 'PDF' },
		removeFile: '移除此文件',
		person: {
			one: (n) => `第 ${n} 位`,
			given: '名',
			family: '姓',
			affiliation: '单位',
			country: '国家或地区',
			email: '电子邮箱',
			orcid: 'ORCID 号',
			orcidHelp: '共 16 位，如 0000-0002-1825-0097',
			presenter: '担任报告人',
			role: '角色',
			add: '增加一人',
			remove: (n) => `移除第 ${n} 位`,
			up: (n) => `第 ${n} 位上移`,
			down: (n) => `第 ${n} 位下移`,
			removeShort: '移除',
			upShort: '上移',
			downShort: '下移',
		},
		row: {
			one: (n) => `第 ${n} 行`,
			add: '增加一行',
			remove: (n) => `移除第 ${n} 行`,
			up: (n) => `第 ${n} 行上移`,
			down: (n) => `第 ${n} 行下移`,
			removeShort: '移除',
			upShort: '上移',
			downShort: '下移',
		},
		withUnit: (label, unit) => `${label}（${unit}）`,
		atMost: (sum) => `最多 ${sum}`,
		chooseBetween: (min, max) => `请选择 ${min} 至 ${max} 项。`,
		chooseAtMost: (max) => `最多选择 ${max} 项。`,
		chooseAtLeast: (min) => `至少选择 ${min} 项。`,
		oneLanguage: '填写其中一种语言即可。',
		filePages: (min, max) =>
			min !== undefined && max !== undefined
				? min === max
					? `共 ${min} 页。`
					: `${min} 至 ${max} 页。`
				: max !== undefined
					? `最多 ${max} 页。`
					: `至少 ${min} 页。`,
		filePaper: { a4: '幅面为 A4。', letter: '幅面为美式信纸。', 'a4-or-letter': '幅面为 A4 或美式信纸。' },
		fileWidth: (pixels) => `宽度至少 ${pixels} 像素。`,
		neededFrom: (moment) => `目前可不填，自 ${moment} 起必填。`,
		namedReaders: (count) => `此项仅由组委会指定的 ${count} 人查阅，每次查阅均有记录。`,
		kept: {
			submission: (days) => `提交${days === 0 ? '后' : ` ${days} 天后`}删除。`,
			announcement: (days) => `结果公布${days === 0 ? '后' : ` ${days} 天后`}删除。`,
			'edition-end': (days) => `活动结束${days === 0 ? '后' : ` ${days} 天后`}删除。`,
		},
		save: '保存草稿',
		submit: '提交',
		submitChange: '提交新版本',
		discard: '放弃草稿',
		status: {
			saved: (time) => `已于 ${time} 保存`,
			saving: '正在保存……',
			offline: '当前离线。所写内容已存于本机，恢复联网后自动保存。',
			failed: '暂时无法保存，内容已存于本机，稍后自动重试。',
			unsaved: '尚未保存',
			refused: '未能保存，内容已存于本机。请点击“保存草稿”查看原因。',
		},
		signInNote: '无需登录即可填写。提交时须用发到邮箱的验证码登录，草稿仍归您所有。',
		noScript: '浏览器未启用 JavaScript，不会自动保存，请不时点击“保存草稿”。',
	},
);

function inDays(days: number): string {
	if (days === 0) return 'as soon as';
	return `${days} ${days === 1 ? 'day' : 'days'} after`;
}
