import type { TemplateIcon } from '@taxi/contract/templates.ts'
import BookOpen from 'lucide-solid/icons/book-open'
import Code from 'lucide-solid/icons/code'
import Film from 'lucide-solid/icons/film'
import FlaskConical from 'lucide-solid/icons/flask-conical'
import ImageIcon from 'lucide-solid/icons/image'
import Layers from 'lucide-solid/icons/layers'
import PenLine from 'lucide-solid/icons/pen-line'
import Rocket from 'lucide-solid/icons/rocket'
import Search from 'lucide-solid/icons/search'
import Star from 'lucide-solid/icons/star'
import { Dynamic } from 'solid-js/web'

const signs = {
  rocket: Rocket,
  search: Search,
  image: ImageIcon,
  film: Film,
  code: Code,
  'book-open': BookOpen,
  'flask-conical': FlaskConical,
  'pen-line': PenLine,
  layers: Layers,
  star: Star,
} satisfies Record<TemplateIcon, typeof Star>

export const TemplateSign = (props: { icon: TemplateIcon }) => (
  <Dynamic component={signs[props.icon]} size={18} aria-hidden="true" />
)
