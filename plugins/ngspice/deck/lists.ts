/** What of a deck may reach ngspice: element letters, dot commands, model types and options, each by name. */

/**
 * Element letter → how many nodes follow the name (at least). Left out are `N` (loads compiled models)
 * and `U` (digital devices that ngspice turns into others of its own, some of which read files).
 */
export const ELEMENTS: Readonly<Record<string, number>> = {
  a: 0,
  b: 2,
  c: 2,
  d: 2,
  e: 2,
  f: 2,
  g: 2,
  h: 2,
  i: 2,
  j: 3,
  k: 0,
  l: 2,
  m: 3,
  o: 4,
  p: 0,
  q: 3,
  r: 2,
  s: 4,
  t: 4,
  v: 2,
  w: 2,
  x: 0,
  y: 4,
  z: 3,
};

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Dot commands that are passed on as they are, once their letters are checked. */
export const KEPT = words(`
  subckt macro ends eom param para func global ic nodeset temp save probe if elseif else endif
`);
export const OPTIONS = words("options option opt");
export const ANALYSES = words("tran ac dc op noise");
export const MEASURES = words("meas measure");
export const INCLUDES = words("include inc incl lib");

/** Left out without a word: they tell ngspice nothing that we do not. */
export const SILENT = words("title end endl endc");

/** Left out with a notice: they print, or belong to another program's window. */
export const PRINTING = words(
  "print plot width backanno text four fourier csparam wave net machine endmachine prot unprot",
);

/** Left out with a warning: what they ask for is not done. */
export const UNDONE = words("step tf sens pz disto sp pss hb savebias loadbias data enddata");

/** Kinds of device of a `.model` line. */
export const DEVICE_MODELS = words(`
  r res resistor c cap l ind sw csw vswitch iswitch urc ltra txl cpl d npn pnp lpnp njf pjf nmf pmf hfet1 hfet2
  nmos pmos vdmos vdmosn vdmosp nsoi psoi nhfet phfet nmes pmes
`);

/** Code models that compute from their inputs and parameters alone: none reads a file or starts anything. */
export const CODE_MODELS = words(`
  gain summer mult divide limit climit ilimit hyst int d_dt s_xfer slew pwl multi_input_pwl aswitch pswitch sine
  triangle square oneshot zener lcouple delay potentiometer adc_bridge dac_bridge bidi_bridge d_to_real
  d_buffer d_inverter d_and d_nand d_or d_nor d_xor d_xnor d_tristate d_pullup d_pulldown d_open_c d_open_e d_dff
  d_jkff d_tff d_srff d_dlatch d_srlatch d_fdiv d_osc d_pwm
`);

/** Code models that start programs, load libraries, or read or write files. */
export const UNSAFE_MODELS = words(`
  d_process d_cosim filesource file_source d_source d_state table2d table3d xfer osdi
`);

/** Options with numbers or switches; others may name files or start-up behaviour. */
export const OPTION_NAMES = words(`
  abstol reltol vntol chgtol trtol gmin gmindc pivtol pivrel itl1 itl2 itl3 itl4 itl5 itl6 method maxord temp tnom
  rshunt cshunt rseries savecurrents scale defad defas defl defw defnrd defnrs klu sparse noopiter gminsteps
  gminfactor srcsteps minbreak bypass trytocompact keepopinfo noinit interp autostop seed xmu lvltim oldlimit
  badmos3 indverbosity mindtmax optran numdgt noacct acct nopage list node opts nomod warn maxwarns
  convlimit convstep convabsstep autopartial noopalter ramptime cptime newtrunc lte_reltol lte_abstol
`);

/** Commands of a `.control` block that neither write nor start anything. */
export const HARMLESS_COMMANDS = words(`
  version rusage display listing status print plot echo run let unlet setplot destroy reset show showmod
  linearize fft psd fourier spec setseed save quit exit op tran ac dc noise meas measure altermod alter alterparam
  unset set settype define undefine if else end
`);

/** Variables of `set` that name programs, files or where they are looked for; the others are looks and numbers. */
export const UNSAFE_VARIABLE =
  /^(?:editor|shell|sourcepath|inputdir|rawfile|spicepath|program|appendwrite|lpr\w*|hcopydev\w*|osdi\w*|cm_\w*|.*(?:file|dir|path|prog))$/;
