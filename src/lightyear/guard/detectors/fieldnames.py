"""What fields are called in tables and messages of hospitals, payers, shops and advertisers.

The names are written without spaces, with the abbreviations of `fields` spelled out; the families hold
the plain ones.
"""

import re

from lightyear.guard.detectors import addresses, national, persons, telephony
from lightyear.guard.detectors.base import Field, code, listed

_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_DIGEST = re.compile(r"[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}")
_DAY_OF_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])[/.-](?:3[01]|[12]\d|0?[1-9])|\d{1,2}月\d{1,2}[日号]?")
_DIGITAL = re.compile(r"[()0-9A-Za-z/+=%.* -]{8,120}")
_LAST_FOUR = re.compile(r"\d{4}")


# A number with letters to it, the end of a card's, a customer's, a program's mark of a visitor.
_LETTERED = re.compile(r"[A-Za-z]{1,5}[-_]?\d{4,12}(?:-\d{1,4})?")
_TAIL = re.compile(r"(?:尾号|末四位)\d{4}")
_CUSTOMER = re.compile(r"(?i)(?:CUST|ACCT|ACC|CLI|CUS|客户)[-_]?\d{4,12}")
_TOKEN = re.compile(r"(?=.*\d)(?=.*[A-Za-z-|.])[A-Za-z0-9._|:=^-]{10,128}")
_LONG = 6


def _is_lettered(value: str) -> bool:
    return _LETTERED.fullmatch(value) is not None


def _is_bank_card(value: str) -> bool:
    return re.fullmatch(r"[0-9*•xX](?:[ -]?[0-9*•xX]){3,22}", value) is not None


def _is_plate(value: str) -> bool:
    plain = re.sub(r"[\s·.-]", "", value)
    return 4 <= len(plain) <= 10 and plain.isalnum() and any(map(str.isdigit, plain))


def _is_place(value: str) -> bool:
    return re.search(r"\d", value) is not None and _is_words(value)


def _is_words(value: str) -> bool:
    return len(value) >= 2 and any(map(str.isalpha, value)) and not re.search("@|://", value)


RECOGNIZERS = ()

FIELDS = (
    Field(
        category="name",
        keys=listed(
            "preferredname legalname membername subscribername insuredname nameofinsured beneficiaryname "
            "guarantorname providername physicianname doctorname prescribername attendingname employeename "
            "donorname clientname hcpname holdername cardholdername policyholdername billingname "
            "recipientname sendername callername parentname guardianname spousename mothername fathername "
            "mothersmaidenname childname dependentname studentname residentname firstlast namefirst "
            "namelast namefull namemiddle namefamily namegiven fullnm psnname realname truename xingming "
            "hzxm brxm ysxm lxrxm khxm shrxm huanzhexingming huanzhe kehu kehuxingming lianxiren "
            "yishengxingming chenghu udfn udln udfffn udffln physicianlast physicianfirst providerlast "
            "providerfirst patientlast patientfirst beneficiarylname beneficiaryfname nameofpatient 开户名 "
            "开户姓名 账户名 户主姓名 跟进人 邀约人 归属人 负责人 主管医生 责任护士 值班医生 登记人 签约人 "
            "真实姓名 客户姓名 会员姓名 宝宝姓名 家长姓名 收货人 被保险人 投保人 紧急联系人"
        ),
        fits=persons.is_name,
    ),
    Field(category="name", keys=listed("displayname username holder xm"), fits=persons.is_spelled_name),
    Field(
        category="name",
        keys=listed("first last fn ln firstn lastn lnm fnm mn"),
        fits=persons.is_spelled_name,
        stands="whole",
    ),
    Field(
        category="name",
        keys=listed(
            "patient guarantor insured subscriber member cardholder policyholder beneficiary dependent "
            "applicant employee passenger rider driver donor buyer payer payor payee recipient sender "
            "caller client customer guest visitor attendee participant enrollee resident student parent "
            "guardian spouse mother father child caregiver relative contact nextofkin kin physician "
            "doctor provider practitioner prescriber surgeon attending referring pcp nurse therapist "
            "counselor dentist owner adjuster requester responsibleparty respparty party witness signer "
            "signature signedby orderedby performedby referredby approvedby enteredby reviewedby "
            "collectedby verifiedby interpretedby dictatedby seenby assignedto panelphysician who "
            "household hcp attn shipto"
        ),
        fits=persons.is_person,
        stands="end",
    ),
    Field(
        category="name",
        keys=listed(
            "患者 病人 患儿 产妇 就诊人 预约人 报名人 监护人 户主 申请人 持卡人 医生 医师 主治 护士 术者 "
            "检验者 审核者 报告者 经办人 操作员 录入人 咨询师 客户 会员 顾客 学生 员工 职工 孩子 母亲 父亲 "
            "配偶 推荐人 联络人 乘客 司机 老人 家属 陪护 代办人 付款人 收款人 缴费人 户名 签收人 寄件人 "
            "发件人 受检者 体检人 受试者 参保人 献血者 顾问 接待人 转诊人 授权人 委托人 签字人 家长"
        ),
        fits=persons.is_person,
        stands="end",
    ),
    Field(
        category="date",
        keys=listed(
            "ptdob birthdate admissiondate admissiontime dischargedate dischargetime arrivaldate "
            "arrivaltime arrived visitdate visittime encounterdate surgerydate operationdate proceduredate "
            "treatmentdate examdate testdate collectiondate collecteddate collected specimendate labdate "
            "screeningdate vaccinationdate immunizationdate injectiondate shotdate implantdate implanted "
            "filldate filleddate filled refilldate dispensedate dispensed prescriptiondate prescribeddate "
            "consultdate consultationdate referraldate intakedate injurydate accidentdate dateofinjury "
            "dateofaccident dateofloss onset onsetdate transplantdate deliverydateexpected edd edc edddate "
            "deceased dod doa servicefrom serviceto servicefromdate servicetodate dosfrom dosto fromdate "
            "thrudate lastappointment nextappointment appointmentstart appointmentat slot bookingdate "
            "hiredate terminationdate effectivedate coveragestart coverageend transferdate returnvisit "
            "signeddate signaturedate tripdate enrollmentdate consentdate lastvisitdate lastexam diedon "
            "died birthdt bd brthdt csrq ryrq cyrq jzrq ghrq ssrq jyrq jcrq yyrq birthd udfdb uddb "
            "挂号日期 挂号时间 检查日期 检查时间 检验日期 体检日期 采样日期 采样时间 送检日期 接种日期 "
            "分娩日期 转诊日期 发病日期 发病时间 死亡时间 初诊日期 初诊时间 末次就诊 预约日 到院日期 "
            "到院时间 到店日期 到店时间 开单日期 处方日期 开方日期 取药日期 缴费日期 结算日期 预产日期 "
            "入职日期 复查日期 复查时间 随访日期 下次复诊 就医日期 入组日期 治疗日期 登记日期 报到时间 "
            "studydate seriesdate acquisitiondate contentdate termdate termdt effdate efftdate "
            "disenrolldate indate outdate visitdt lastseendate chushengriqi shengri csny jiuzhenriqi "
            "yuyueriqi yuyueshijian ruyuanriqi chuyuanriqi shoushuriqi mochiyuejing mcyj 住院日期 术后复查 "
            "孕检日期 就诊日 出生时间 报告日期 就诊时间 末次月经 入院 出院"
        ),
        fits=persons.is_day,
    ),
    Field(
        category="date",
        keys=listed("birthday bday dob birthdate 生日 出生日期"),
        fits=lambda value: _DAY_OF_YEAR.fullmatch(value) is not None,
    ),
    Field(
        category="phone",
        keys=listed(
            "directline direct callernumber callerid smsto mobilephonenumber homeph workph altph daytime "
            "remindernumber textnumber smsnumber patientphone shoujihao shoujihaoma lianxidianhua "
            "lianxifangshi jiatingdianhua lxrdh hzdh ownerphone homenumber cellnumber telnumber sj sjh "
            "sjhm yddh lxdh lxfs jtdh dh userphone 手机号码 收货电话 家长电话 联系人电话 回访电话"
        ),
        fits=telephony.fits,
    ),
    Field(
        category="phone",
        keys=("to", "from", "ph", "pn", "alt", "msisdn"),
        fits=telephony.fits,
        stands="whole",
    ),
    Field(
        category="phone",
        keys=listed("手机尾号 手机后四位 手机末四位 电话尾号 phonelast4 last4phone phonelastfour"),
        fits=lambda value: _LAST_FOUR.fullmatch(value) is not None,
    ),
    Field(category="fax", keys=listed("faxback faxbackto efax faxto 传真号码"), fits=telephony.fits),
    Field(
        category="ssn",
        keys=listed("ss ssnumber ssn4 socialsec socsecnumber soc last4social socialsecuritylast4"),
        fits=national.is_ssn_text,
    ),
    Field(
        category="mrn",
        keys=listed("empi mpi csn emrid ehrid chartid hrn mrid medicalrecnumber epicid cernerid mpiid"),
        fits=code,
    ),
    Field(
        category="cn_medical_id",
        keys=listed(
            "psnno mdtrtid mdtrtno iptotpno bah blh brid hzid jzh jzlsh mzhm zyhm medicalno "
            "病历号 病历本号 病历编号 病案号 登记号 患者编号 患者id 患者号 病人编号 病人id 病人号 档案号 "
            "健康档案号 报告号 报告单号 检查单号 检验单号 处方号 住院流水号 门诊流水号 "
            "sicardno inhosno inhospitalno hospno inpatno outpatno regno hiscardno patcardno medicalcard "
            "yibao yibaohao yibaoka yibaokahao yibaokh yibaobianhao jiuzhenka jiuzhenkahao jiuzhenhao jzkkh "
            "zhuyuanhao menzhenhao binglihao binganhao jianchahao shebaohao shebaoka shebaokahao sbkh sbh "
            "jiankangka "
            "检查号 检验号 影像号 超声号 放射号 ct号 标本号 体检号 体检编号 参保号 个人编号 社会保障号 "
            "社会保障卡 一卡通 电子健康卡 挂号号 就诊流水号 病历"
        ),
        fits=code,
    ),
    Field(
        category="health_plan_id",
        keys=listed(
            "memberidnumber cardholderid beneficiaryid hicnumber insuredsid tricareid dbn dodbenefitsnumber "
            "certificateid planmember policy subscriber healthinsurance hicnold mbinew medicaidrecipientid "
            "policyholderid insuredidnumber 保险卡号 医疗险号 保险单 保单"
        ),
        fits=code,
    ),
    Field(
        category="account",
        keys=listed(
            "cardonfile bankcard bankcardnumber bankcardno paymentcard patientaccount patientaccountnumber "
            "hospitalaccount fin har guarantoraccount aba sortcode ach yhkh yhzh yinhangka yinhangkahao "
            "zhanghao 发薪卡 工资卡 储蓄卡 信用卡 银行账号 收款账号 开户账号 社保银行卡 借记卡"
        ),
        fits=code,
    ),
    Field(
        category="account",
        keys=listed("银行卡尾号 卡尾号 储蓄卡尾号 发薪卡 工资卡 储蓄卡 信用卡 银行卡 银行卡号"),
        fits=_is_bank_card,
    ),
    Field(
        category="license",
        keys=listed(
            "statelicense medicallicense nursinglicense ptan upin dealicense driverlicense "
            "dlnum providerdea prescriberdea attendingnpi referringnpi 驾照 执业证书 执业医师 "
            "资格证书 医师资格 证书编号 证书编码 港澳通行证 台胞证 居留证"
        ),
        fits=code,
    ),
    Field(category="license", keys=("license", "lic"), fits=code, stands="end"),
    Field(
        category="vehicle",
        keys=listed("vehicletag platetag lpn autotag vehtag licensetag platenum cphm cph 车牌号 车号"),
        fits=_is_plate,
    ),
    Field(category="vehicle", keys=("lp", "cp", "tagno"), fits=_is_plate, stands="whole"),
    Field(
        category="device",
        keys=listed("udi udicarrier devicebarcode uniquedeviceidentifier"),
        fits=lambda value: _DIGITAL.fullmatch(value) is not None and any(map(str.isdigit, value)),
    ),
    Field(
        category="device",
        keys=listed(
            "serialnum implantsn devicesn pumpserial deviceserial deviceuuid installid appinstanceid "
            "sn pumpid monitorid 设备序列号 设备sn 起搏器编号 植入物序列号 序列号"
        ),
        fits=lambda value: _UUID.fullmatch(value) is not None or (code(value) and len(value) >= 6),
        stands="whole",
    ),
    Field(category="mrn", keys=("patient", "pid", "pt"), fits=_is_lettered, stands="whole"),
    Field(
        category="health_plan_id",
        keys=listed("member memberno enrollee insured subscr"),
        fits=lambda value: code(value) and sum(map(str.isdigit, value)) >= _LONG,
        stands="whole",
    ),
    Field(category="account", keys=listed("账号 卡号 账户"), fits=lambda value: bool(_TAIL.fullmatch(value))),
    Field(
        category="account",
        keys=listed("uid userid user customer cust client clientid"),
        fits=lambda value: bool(_CUSTOMER.fullmatch(value)),
        stands="whole",
    ),
    Field(
        category="cn_id",
        keys=listed("shenfenzheng shenfenzhenghao shenfenzhenghaoma zhengjianhao zhengjianhaoma sfzhm zjhm"),
        fits=lambda value: re.fullmatch(r"[0-9*•]{14,17}[0-9Xx*•]", value) is not None,
    ),
    Field(
        category="license",
        keys=("cert", "certno", "certcode"),
        fits=lambda value: re.fullmatch(r"\d{15}|\d{27}", value) is not None,
        stands="whole",
    ),
    Field(
        category="vehicle",
        keys=("tag",),
        fits=lambda value: re.fullmatch(r"[A-Z]{2}[ -](?=[A-Z0-9-]*\d)[A-Z0-9-]{5,8}", value) is not None,
        stands="whole",
    ),
    Field(
        category="device",
        keys=listed(
            "hmaccount distinctid visitor visitorid anonymousid anonid clientid cookieid visitorcode vid "
            "deviceuid browserid baiduid umdistinctid hjuser clck trackingid adid advertisingid madid"
        ),
        fits=lambda value: _TOKEN.fullmatch(value) is not None,
        stands="whole",
    ),
    Field(
        category="device",
        keys=("mid", "fid", "uid", "vid"),
        fits=lambda value: _UUID.fullmatch(value) is not None,
        stands="whole",
    ),
    Field(
        category="wechat_id",
        keys=listed(
            "wx wxh wechatno wechataccount vx weixinhao wechatopenid wxopenid fromuser douyinid dyid "
            "douyinopenid 微信账号 抖音号 微信号 家长微信"
        ),
        fits=lambda value: re.fullmatch(r"[A-Za-z0-9_-]{5,64}", value) is not None,
    ),
    Field(
        category="wechat_id",
        keys=listed("qq qqno qqnumber qq号 qq号码"),
        fits=lambda value: re.fullmatch(r"[1-9]\d{4,11}", value) is not None,
    ),
    Field(
        category="email_hash",
        keys=listed("subscriberhash emailhashed listmemberhash mail emhash userhash 邮箱 pdem"),
        fits=lambda value: _DIGEST.fullmatch(value) is not None,
    ),
    Field(
        category="phone_hash",
        keys=listed("tel telephone cell pn sj phmd5 手机 电话 手机号"),
        fits=lambda value: _DIGEST.fullmatch(value) is not None,
    ),
    Field(
        category="url",
        keys=listed(
            "linkedin linkedinurl facebookurl instagramurl twitterurl profileurl profilelink personalpage "
            "personalwebsite personalsite 个人主页"
        ),
        fits=lambda value: re.fullmatch(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", value) is not None,
    ),
    Field(
        category="address",
        keys=listed("zip5 zip4 zip9 zippostal pcode udzp udffzp yzbm"),
        fits=addresses.is_zip,
    ),
    Field(
        category="address",
        keys=listed(
            "dizhi zhuzhi xianzhuzhi jiatingdizhi jiatingzhuzhi lianxidizhi xzz hjdz "
            "address1 address2 addressline1 addressline2 residence domicile locality municipality village "
            "hometown birthplace placeofbirth mailingcity billingcity udct jtzz lxdz dz txdz "
            "现住址 居住地 户口 籍贯 出生地 小区 乡镇 居委会 村 所在地区"
        ),
        fits=_is_words,
    ),
    Field(
        category="address",
        keys=listed("pickup dropoff pickupaddress dropoffaddress deliveryaddress shipto location"),
        fits=_is_place,
    ),
    Field(
        category="age90",
        keys=listed("ageyrs ageyr ptage nl 岁数"),
        fits=lambda value: re.fullmatch(r"(?:9\d|1[01]\d)岁?", value) is not None,
    ),
)
