public import Downstream
