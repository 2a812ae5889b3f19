import { instantOf } from '#core/clock/zones.ts';
import type { LetterEdition, LetterInput } from './compose.ts';
import { textById } from './default-texts.ts';

/** An edition as letters see it, for tests and for the preview of the wording. */
export const sampleEdition: LetterEdition = {
	code: 'ipspace-2021',
	short: 'IPSPACE 2021',
	name: {
		en: '2021 International Symposium on the Peaceful Use of Space Technology – Health',
		zh: '2021 和平利用空间技术（健康）国际研讨会',
	},
	starts: '2021-11-18',
	ends: '2021-11-20',
	zone: 'Asia/Shanghai',
	issuer: { en: 'International programme committee of IPSPACE 2021', zh: 'IPSPACE 2021 国际程序委员会' },
	hosts: [
		{ en: 'Chinese Society of Astronautics', zh: '中国宇航学会' },
		{ en: 'China Hi-Tech Industrialization Association', zh: '中国高科技产业化研究会' },
		{ en: 'China Association of Remote Sensing Application', zh: '中国遥感应用协会' },
		{ en: 'Chinese Society of Aeronautics and Astronautics', zh: '中国航空学会' },
		{ en: 'China Electronics Chamber of Commerce', zh: '中国电子商会' },
		{ en: 'International Peace Alliance (Space)', zh: '国际和平联盟（太空）' },
	],
	signatories: [
		{ name: { en: 'The international programme committee', zh: '国际程序委员会' }, image: 'signature.svg' },
	],
	seal: 'seal.svg',
};

/** A letter to an invented author; `over` changes what a test is about. */
export function sampleLetter(over: Partial<LetterInput> = {}): LetterInput {
	const text = textById('accepted-talk');
	if (!text) throw new Error('no such text');
	return {
		reference: 'IPSPACE-2021-7K4QX9M2-5',
		effect: 'accept',
		outcome: { en: 'Accepted as a talk', zh: '录用为口头报告' },
		text,
		locale: 'en',
		recipient: {
			names: { given: 'Fang', family: 'Wang', han: '王芳' },
			title: { en: 'Professor', zh: '教授' },
			affiliation: { en: 'Example University, Beijing', zh: '北京样例大学' },
		},
		application: {
			number: 'A-017',
			title: 'Predicting bone loss in long-duration crews from wearable sensors',
			track: { code: 'T3', name: { en: 'Space Technology and Human Health', zh: '空间技术与人类健康' } },
			mode: { en: 'Online', zh: '线上' },
		},
		edition: sampleEdition,
		at: instantOf('2021-10-29T10:00', 'Asia/Shanghai'),
		confirmBy: instantOf('2021-11-09T00:00', 'Asia/Shanghai'),
		modeUntil: instantOf('2021-11-09T00:00', 'Asia/Shanghai'),
		manuscriptBy: instantOf('2021-11-10T18:00', 'Asia/Shanghai'),
		verifyUrl: 'http://localhost:8080/verify/IPSPACE-2021-7K4QX9M2-5',
		rehearsal: true,
		...over,
	};
}
