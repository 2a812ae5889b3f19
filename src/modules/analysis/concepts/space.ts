import type { Concept } from './concept.ts';

/** What flies, what carries it, and where it goes. */
export const spaceConcepts: readonly Concept[] = [
	{
		key: 'launch',
		label: { en: 'Launch vehicles and sites', zh: '运载火箭与发射场' },
		terms: {
			en: {
				sure: `launch vehicle, launch service, launch provider, launch site, launch pad, launchpad, spaceport, upper stage, first stage,
					second stage, reusable rocket, heavy-lift, heavy lift, rocket engine, rocket builder, booster rocket, solid rocket, cosmodrome, rideshare,
					launch contract, launch campaign, launch manifest, launch cadence, launch failure, maiden flight, static fire, launch licence,
					launch license, launcher, small launcher, launch window, scramjet, ramjet, spaceplane, sounding rocket, Ariane 6, Falcon 9,
					Falcon Heavy, Starship, New Glenn, Vulcan Centaur, Long March, Soyuz, Vega-C, Electron rocket, PSLV, GSLV, H3 rocket`,
				good: `rocket, booster, liftoff, lift-off, fairing, launch, payload, stage separation, =staging, countdown, propellant, methalox,
					liquid oxygen, kerolox, trajectory, range safety, flight termination, telemetry, suborbital, reusable, reusability,
					turbopump, nozzle, SpaceX, Rocket Lab, Arianespace, Blue Origin, United Launch Alliance, ULA, Roscosmos, Relativity Space,
					Firefly Aerospace, LandSpace, Galactic Energy, iSpace, Isar Aerospace, Avio, Skyroot, Mitsubishi Heavy Industries,
					Kourou, Cape Canaveral, Vandenberg, Baikonur, Wenchang, Jiuquan, Xichang, Taiyuan, Sriharikota, Tanegashima`,
				weak: 'pad, flight, vehicle, mission, combustion, hot-fire, range, scrubbed',
			},
			zh: {
				sure: `运载火箭, 火箭发动机, 可重复使用火箭, 可回收火箭, 发射场, 发射服务, 发射工位, 商业火箭, 液体火箭, 固体火箭, 重型火箭, 上面级, 液氧甲烷,
					液氧煤油, 一箭多星, 入轨, 首飞, 助推器, 整流罩, 发射窗口, 发射许可, 发射任务, 长征系列, 朱雀, 力箭, 谷神星一号, 天龙三号, 快舟, 引力一号,
					双曲线, 猎鹰9, 猎鹰九号, 星舰, 阿丽亚娜, 联盟号, 亚轨道, 发射失利, 发射失败, 发射成功, 专属发射, 拼车发射, 搭载发射`,
				good: `火箭, 发射, 一级, 二级火箭, 子级, 推进剂, 箭体, 回收着陆, 垂直回收, 点火, 升空, 遥测, 总装厂房, 试车, 工位, 酒泉, 文昌, 西昌, 太原卫星发射中心,
					拜科努尔, 库鲁, 卡纳维拉尔, 航天科技集团, 航天科工, 蓝箭航天, 星际荣耀, 星河动力, 天兵科技, 中科宇航, 东方空间, 深蓝航天,
					太空探索技术公司, 蓝色起源, 火箭实验室`,
				weak: '试飞, 飞行试验, 工位, 载荷, 弹道, 残骸',
			},
		},
	},
	{
		key: 'satellites',
		label: { en: 'Satellites and their services', zh: '卫星及其服务' },
		terms: {
			en: {
				sure: `satellite, constellation, spacecraft, low earth orbit, low-earth orbit, geostationary, geosynchronous, medium earth orbit, cubesat,
					smallsat, nanosatellite, microsatellite, megaconstellation, satellite operator, satellite internet, satellite broadband, satellite
					imagery, satellite navigation, remote sensing, earth observation, synthetic aperture, transponder, in-orbit, on-orbit,
					satellite servicing, in-orbit servicing, space tug, ground station, ground segment, inter-satellite, direct-to-device,
					direct-to-cell, user terminal, gateway station, GNSS, GPS, Galileo, BeiDou, GLONASS, Starlink, OneWeb, Kuiper, Iridium, Eutelsat,
					Intelsat, Inmarsat, Viasat, Globalstar, Planet Labs, Maxar, ICEYE, Telesat, AST SpaceMobile, satcom, LEO, GEO, satellite bus`,
				good: `orbit, orbital, satellite maker, relay, payload, solar array, reaction wheel, antenna, broadband, transmitter, terminal, modem,
					optical terminal, laser link, imager, radiometer, altimeter, space-based, hosted payload, space data, tumbling, re-entry,
					reentry, station-keeping, spot beam, bandwidth, navigation signal, positioning, geolocation, position signals`,
				weak: 'fleet, imagery, sensor, instrument, network, capacity, coverage, signal, beam, receiver, in space, space sector',
			},
			zh: {
				sure: `卫星, 星座, 航天器, 低轨, 低地球轨道, 近地轨道, 静止轨道, 同步轨道, 中轨道, 遥感卫星, 通信卫星, 导航卫星, 气象卫星, 卫星互联网, 卫星通信,
					卫星导航, 卫星遥感, 巨型星座, 立方星, 微纳卫星, 小卫星, 合成孔径雷达, 转发器, 在轨, 在轨服务, 在轨加注, 星间链路, 星间激光, 激光终端, 手机直连,
					地面站, 信关站, 测控, 北斗, 伽利略系统, 星链, 千帆星座, 国网星座, 鸿鹄, 一网公司, 卫星制造, 卫星运营, 卫星应用, 对地观测, 地球观测, 太阳翼,
					载荷, 空间信息, 空天信息, 卫星数据, 遥感影像`,
				good: `轨道, 遥感, 星载, 天线, 单星, 首星, 组网, 终端, 波束, 带宽, 宽带, 重访, 分辨率, 反作用轮, 反射面, 雷达卫星, 定位, 授时, 导航信号, 再入, 变轨,
					中国星网, 长光卫星, 银河航天, 时空道宇, 垣信卫星, 中国卫通, 亚太卫星, 欧洲卫星公司, 国际通信卫星公司`,
				weak: '影像, 传感器, 信号, 覆盖, 频段, 机型, 链路, 组件',
			},
		},
	},
	{
		key: 'engineering',
		label: { en: 'Technology, production and supply', zh: '技术、生产与供应' },
		terms: {
			en: {
				sure: `propulsion, thruster, electric propulsion, ion engine, hall thruster, specific impulse, production line, supply chain,
					flight qualification, qualification test, radiation-hardened, additive manufacturing, prototype, flight model, assembly line,
					critical design review, systems integration, technology demonstrator, in-space manufacturing, nuclear propulsion, green propellant,
					space-grade, phased array, subsystem, cryogenic, avionics, fuel cell, power system, solar power satellite`,
				good: `engine, manufactur*, supplier, factory, plant, component, subcontractor, integrator, design, engineer, testing, test stand, tested,
					vacuum, valve, actuator, tank, thermal, detector, semiconductor, chip, software, material, alloy, composite, ceramic, coating, battery,
					solar cell, cathode, xenon, propellant, demonstration, demonstrator, reliability, redundancy, fault, failure, defect, anomaly, flaw,
					investigation, inquiry, root cause, technical, technology, innovation, patent, autonomous, artificial intelligence, robot*, laser,
					encryption, firmware, cyberattack, hacker, interface, docking, refuelling, refueling, delivery schedule`,
				weak: 'development, build, production, capability, performance, lifetime, system, equipment, machine, schedule, delay, upgrade, batch, hardware, platform',
			},
			zh: {
				sure: `推进系统, 电推进, 霍尔推力器, 比冲, 推力器, 生产线, 产线, 供应链, 产业链, 总装, 批产, 量产, 样机, 型号研制, 研制, 工程样机, 鉴定试验, 环境试验, 抗辐射,
					增材制造, 3D打印, 相控阵, 关键技术, 核心技术, 国产化, 自主可控, 技术验证, 在轨验证, 空间核动力, 空间太阳能电站, 绿色推进, 配套厂`,
				good: `发动机, 制造, 供应商, 工厂, 厂房, 部件, 元器件, 芯片, 代工, 设计, 工程师, 总师, 总工程师, 试验, 测试, 验收, 检测, 材料, 涂层, 电池, 传感器, 精度, 可靠性, 寿命,
					故障, 失效, 缺陷, 异常, 归零, 调查, 技术, 创新, 专利, 专利池, 标准, 接口, 对接, 加注, 人工智能, 机器人, 激光, 加密, 网络攻击, 设备, 交付, 产能,
					性能, 工艺, 研发, 产业化, 转化`,
				weak: '系统, 批次, 装备, 工程, 开发, 周期, 进度, 推迟, 延期, 图纸, 升级, 平台',
			},
		},
	},
	{
		key: 'exploration',
		label: { en: 'Exploration and human spaceflight', zh: '深空探测与载人航天' },
		terms: {
			en: {
				sure: `space station, crewed, human spaceflight, astronaut, cosmonaut, taikonaut, lunar lander, lunar base, moon base, mars mission, sample return,
					deep space, space exploration, lunar exploration, artemis, gateway, chang'e, tianwen, tiangong, spacewalk, lander, rover, planetary defence,
					planetary defense, microgravity, space medicine, weightlessness, space tourism, space science, NASA, ESA, JAXA, ISRO, CNSA, UKSA, CNES, DLR,
					space agency, space research, lunar`,
				good: 'crew, moon, mars, asteroid, capsule, probe, aboard, spaceflight, in orbit, mission control, radiation shielding, life support, space mission, space policy',
				weak: 'flight engineer, landing, descent, space',
			},
			zh: {
				sure: `空间站, 载人航天, 载人登月, 航天员, 宇航员, 月球基地, 月球科研站, 探月工程, 探月, 火星探测, 采样返回, 深空探测, 嫦娥, 天问, 天宫, 神舟, 天舟, 出舱, 着陆器,
					月球车, 火星车, 行星防御, 微重力, 失重, 航天医学, 空间科学, 太空旅游, 航天局, 国家航天局, 欧空局, 欧洲空间局, 美国航天局, 阿尔忒弥斯, 月球`,
				good: '飞船, 返回舱, 火星, 小行星, 飞行任务, 航天, 太空, 宇航, 乘组, 辐射防护, 生命保障, 空间环境, 空间技术, 航天育种',
				weak: '探测, 着陆, 舱门, 空间',
			},
		},
	},
	{
		key: 'sustainability',
		label: { en: 'Debris and traffic in orbit', zh: '空间碎片与在轨交通' },
		terms: {
			en: {
				sure: `space debris, orbital debris, space junk, debris removal, debris mitigation, active debris removal, deorbit, de-orbit, space traffic,
					space situational awareness, space surveillance, space domain awareness, collision avoidance, conjunction, end of life, post-mission disposal,
					graveyard orbit, zero debris, space sustainability, kessler, passivation, controlled re-entry, orbital slot, near miss in orbit,
					long-term sustainability`,
				good: 'debris, disposal, collision, re-entry, reentry, clean up, tracking, manoeuvre, maneuver, defunct, derelict, fragment, object catalogue, retire satellites, drag sail',
				weak: 'retirement, safety zone, congestion, crowded',
			},
			zh: {
				sure: `空间碎片, 太空碎片, 太空垃圾, 碎片减缓, 碎片清除, 主动清除, 离轨, 离轨率, 太空交通, 空间交通管理, 空间态势感知, 碰撞规避, 碰撞预警, 任务后处置, 钝化, 墓地轨道,
					太空可持续, 外空活动长期可持续性, 受控再入, 碎片监测`,
				good: '碎片, 碰撞, 规避, 失效卫星, 退役, 残骸, 再入, 阻力帆, 寿命末期, 清理',
				weak: '拥挤, 监测网',
			},
		},
	},
];
